"""The seal is that of RFC 8291: its own example, and whatever one says comes back."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import derive_private_key
from hypothesis import given
from hypothesis import strategies as st

from citizen.push.encryption import CURVE, data, letters, private_key, proof, public, sealed
from citizen.push.rules import faults, is_gone, is_later
from config.calls.answer import Answer
from config.settings import BadSetting, Settings
from tests.citizen.push.phone import claims, decrypted

# RFC 8291, 5 and Appendix A
WORDS = b"When I grow up, I want to be a watermelon"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
THEIRS = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
SALT, SECRET = "DGv6ra1nlYgDCS1FRnbzlw", "BTBZMqHH6r4Tts7J_aSIgg"
MESSAGE = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6T"
    "lzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4"
    "a-fN"
)


def key(told):
    return derive_private_key(int.from_bytes(data(told)), CURVE)


def test_the_example_of_the_standard_is_sealed_to_the_byte():
    made = sealed(WORDS, public(key(THEIRS)), data(SECRET), key(OURS), data(SALT))
    assert letters(made) == MESSAGE


@given(
    st.binary(max_size=2000),
    st.binary(min_size=32, max_size=32),
    st.binary(min_size=16, max_size=16),
)
def test_whatever_is_sealed_its_phone_reads(words, seed, salt):
    ours, theirs = private_key(seed), private_key(bytes(32))
    made = sealed(words, public(theirs), salt, ours, salt)
    assert decrypted(made, theirs, salt) == words


def test_a_proof_is_for_one_service_and_half_a_day():
    now = datetime(2026, 5, 14, tzinfo=UTC)
    ours = private_key(b"x" * 32)
    told = proof("https://push.example.org:443/a/b?c", "https://ville.example.org", now, ours)
    assert claims(told, letters(public(ours))) == {
        "aud": "https://push.example.org:443",
        "exp": int(now.timestamp()) + 43_200,
        "sub": "https://ville.example.org",
    }


@pytest.mark.parametrize("seed", [bytes(32), b"\xff" * 32])
def test_any_seed_makes_a_key(seed):
    assert len(public(private_key(seed))) == 65


def test_a_phone_that_left_is_known_from_one_that_is_slow():
    gone = [Answer(404, "answered"), Answer(410, "answered"), Answer(fault="refused-address")]
    slow = [Answer(fault="timeout"), Answer(429, "answered"), Answer(503, "answered")]
    refused = [Answer(400, "answered"), Answer(403, "answered"), Answer(301, "redirected")]
    assert [is_gone(one) for one in (*gone, *slow, *refused)] == [True] * 3 + [False] * 6
    assert [is_later(one) for one in (*slow, *refused, Answer(201))] == [True] * 3 + [False] * 4


def test_only_public_https_is_called():
    for inside in (
        "http://push.example.org/x", "https://10.0.0.1/x", "https://127.0.0.1/x",
        "https://[::1]/x", "https://169.254.169.254/x", "https://localhost/x",
        "https://push.internal/x", "https://me@push.example.org/x", "https://push.example.org:8443/",
    ):  # fmt: skip
        assert [one.code for one in faults({"endpoint": inside}, loopback=False)] == ["not-called"]
    assert faults({"endpoint": "https://push.example.org/x"}, loopback=False) == []


def test_the_setting_is_on_or_off_and_off_unless_told():
    assert Settings().PUSH == "off"
    with pytest.raises(BadSetting):
        Settings.from_environment({"PUSH": "yes"})
