"""What a webhook may be pointed at: a table of more than sixty addresses."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.calls.targets import checked, is_open, target

REFUSED = (
    # this machine, in all its spellings
    "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0177.0.0.1/",
    "https://0x7f.0.0.1/", "https://0x7f000001/", "https://017700000001/", "https://127.0.0.1./",
    "https://localhost/", "https://LOCALHOST/", "https://a.localhost/", "https://0/",
    "https://0.0.0.0/", "https://[::1]/", "https://[::]/", "https://[0:0:0:0:0:0:0:1]/",
    "https://127.0.0.1%2f.example.org/", "https://127。0。0。1/", "https://①②⑦.0.0.1/",
    # private networks
    "https://10.0.0.1/", "https://172.16.0.1/", "https://172.31.255.255/", "https://192.168.1.1/",
    "https://192.168.1/", "https://100.64.0.1/", "https://[fd00::1]/", "https://[fc00::1]/",
    # link-local, metadata of clouds
    "https://169.254.169.254/latest/meta-data/", "https://[fe80::1]/", "https://[fe80::1%25eth0]/",
    "https://[fd00:ec2::254]/", "https://100.100.100.200/", "https://168.63.129.16/",
    "https://192.0.0.192/", "https://metadata.google.internal/", "https://2852039166/",
    # multicast, broadcast, documentation, benchmarks, reserved
    "https://224.0.0.1/", "https://239.255.255.250/", "https://255.255.255.255/",
    "https://[ff02::1]/", "https://192.0.2.1/", "https://198.18.0.1/", "https://240.0.0.1/",
    "https://[2001:db8::1]/",
    # IPv4 in disguise
    "https://[::ffff:127.0.0.1]/", "https://[::ffff:8.8.8.8]/", "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/", "https://[64:ff9b:1::a00:1]/", "https://[2002:7f00:1::]/",
    "https://[2001:0:4136:e378::1]/",
    # users, other schemes, other ports, what hides a second host
    "https://user@example.org/", "https://example.org@127.0.0.1/", "https://u:p@example.org/",
    "http://example.org/", "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/",
    "https://example.org:22/", "https://example.org:6379/", "https://example.org:0/",
    "https://example.org:99999/", "https://example.org\\@127.0.0.1/", "https://example.org/#@a",
    "https://exam ple.org/", "https://example.org\r\n.evil.org/", "https:///path", "https://printer/",
    "https://box.lan/", "https://example..org/", "https://[::1", "//example.org/", "",
)  # fmt: skip
TAKEN = (
    "https://example.org/", "https://example.org:443/hooks?x=1", "https://hooks.lpo-normandie.fr/b",
    "https://xn--lpo-9la.fr/", "https://93.184.216.34/", "https://[2606:4700:4700::1111]/",
)  # fmt: skip


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_that_leads_inside_is_refused(url):
    assert target(url) is None


def test_the_table_holds_at_least_sixty_addresses():
    assert len(set(REFUSED)) >= 60


@pytest.mark.parametrize("url", TAKEN)
def test_a_public_address_is_taken(url):
    found = target(url)
    assert found is not None
    assert found.port == 443
    assert found.scheme == "https"


def test_this_machine_is_called_where_tests_ask_for_it_and_nothing_else_is():
    assert target("http://127.0.0.1:8801/x", loopback=True).port == 8801
    assert target("http://10.0.0.1:8801/x", loopback=True) is None
    assert target("http://example.org/", loopback=True) is None


@pytest.mark.parametrize(
    "told",
    ["64:ff9b::7f00:1", "192.0.0.192", "224.0.0.1"],
)
def test_what_python_calls_global_is_looked_at_again(told):
    assert not is_open(ip_address(told))


def test_one_address_inside_closes_them_all():
    """A name server that gives a public address and one of ours is trusted with neither."""
    public, inside = ip_address("93.184.216.34"), ip_address("10.0.0.1")
    assert checked([public]) == [public]
    assert checked([public, inside]) == []
    assert checked([]) == []


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_inside_ipv6_is_never_called(inside):
    for form in (f"::ffff:{inside}", f"::{inside}", f"64:ff9b::{inside}"):
        assert not is_open(ip_address(form))


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(typed):
    target(typed)
    target(f"https://{typed}/")
