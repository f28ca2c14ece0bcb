"""The map, its list, the files and the services count alike, under the same filters."""

from tests.sendings import FECAMP, new_id, photo, sent, sha256

ROBIN = 4001


def test_the_map_its_list_its_file_and_the_service_count_alike(
    anyone, report, decide, publish, zones
):
    inside, outside = FECAMP, [0.39, 49.75]
    for at, level in ((inside, 0), (outside, 0), (inside, 1), (outside, 3)):
        place = {"type": "Point", "coordinates": [*at]}
        name = {"cd_nom": ROBIN, "cited_name": "Rouge-gorge"}
        decide(report(place=place, taxon=name), sensitivity=level)
    publish()
    named = anyone.get("/ogc/collections/biodiversity/items?limit=100&cd_nom=4001").json
    for code, expected in ((zones, 1), ("76259", 3), ("76", 4)):
        query = f"theme=biodiversity&name=erithacus&year=2026&territory={code}"
        listed = anyone.get(f"/liste?{query}").text
        drawn = anyone.get(f"/carte?{query}").text
        told = anyone.get(f"/data/biodiversity/latest/biodiversity.csv?territory={code}",
                          follow_redirects=True)  # fmt: skip
        points = anyone.get(f"/carte/points.geojson?{query}").json["features"]
        s = "s" if expected > 1 else ""
        assert f"<strong>{expected} observation{s} publiée{s}</strong>" in listed
        assert f"<strong>{expected} observation{s} publiée{s}</strong>" in drawn
        assert listed.count('class="what"') == drawn.count('class="what"') == expected
        assert len(told.text.splitlines()) == expected + 1
        assert len(points) == expected - (code == "76"), "a département is no point"
        kept = query.replace("&", "&amp;")
        assert f'href="/carte?{kept}"' in listed
        assert f'href="/liste?{kept}"' in drawn
    assert len(named["features"]) == 4
    assert "leaflet" not in listed
    assert anyone.get("/carte?territory=nowhere").status_code == 404
    assert "<strong>0 observation" in anyone.get("/liste?status=waiting").text


def test_the_home_leads_to_a_place_and_credits_its_photos(anyone, resident, decide, deliver, zones):
    picture, uuid = photo(), new_id()
    name = {"cd_nom": ROBIN, "cited_name": "Rouge-gorge"}
    told = sent("biodiversity", taxon=name, photos=[sha256(picture)], licence="etalab-2.0")
    assert resident.put(f"/api/v1/observations/{uuid}", json=told).status_code == 201
    where = f"/api/v1/observations/{uuid}/photos/{sha256(picture)}"
    assert resident.put(where, data=picture, content_type="image/jpeg").status_code < 300
    deliver()
    decide(uuid)
    home = anyone.get("/").text
    assert f'<option value="{zones}">Le Port</option>' in home
    led = anyone.get(f"/lieux?code={zones}", follow_redirects=True)
    assert led.request.path == f"/lieux/{zones}"
    assert anyone.get("/lieux?code=..%2F..").status_code == 303
    for page in (home, anyone.get(f"/especes/{ROBIN}").text):
        assert "Photo\u00a0: un habitant, une habitante, Licence Ouverte 2.0" in page
    species = anyone.get(f"/especes/{ROBIN}").text
    assert '"@type": "Taxon"' in species
    assert 'property="og:image" content="http' in species
    assert '<th scope="row">mai</th><td>1</td>' in species
