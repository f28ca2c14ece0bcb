"""The atlas to print wears the town's logo and colour, and is made anew when they change."""

import io

from tests.citizen.forms import Hidden
from tests.citizen.pictures import as_bytes, quarters
from tests.exports.tagged import heard
from tests.exports.test_booklet import read


def test_the_atlas_wears_the_towns_looks_and_changes_with_them(anyone, publisher, deliver):
    publisher.post("/ville/atlas")
    deliver()
    plain = anyone.get("/data/atlas.pdf").data
    made = []
    wide, thin = quarters(900, 90), quarters(30, 600)
    for colour, seen in (("#ffd500", wide), ("#ffd500", thin), ("#003366", None)):
        sent_ = {"logo": (io.BytesIO(as_bytes(seen, "PNG")), "logo.png")} if seen else {}
        dress(publisher, colour=colour, logo_alt="Une mouette é 🌳", **sent_)
        deliver()
        made.append(anyone.get("/data/atlas.pdf").data)
        pdf = read(made[-1])[0]
        assert [*pdf.pages[0].images]
        assert "Fécamp" in pdf.pages[0].extract_text()
        told = heard(made[-1])
        assert next(one.words for one in told if one.kind == "Figure") == "Une mouette é ?"
    assert len({plain, *made}) == 4
    publisher.post("/ville/atlas")
    deliver()
    assert anyone.get("/data/atlas.pdf").data == made[-1], "the same looks, the same bytes"
    fields = Hidden(publisher.get("/ville/apparence").text).fields
    publisher.post("/ville/apparence/logo/retrait", data=fields)
    dress(publisher, colour="")
    deliver()
    assert anyone.get("/data/atlas.pdf").data == plain


def dress(client, **told):
    page = "/ville/apparence"
    fields = Hidden(client.get(page).text).fields | told
    assert client.post(page, data=fields, content_type="multipart/form-data").status_code == 303
