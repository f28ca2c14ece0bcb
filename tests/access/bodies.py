from tests.sendings import sent

BODIES = {
    "observations.send": {
        "json": sent("biodiversity", taxon={"cd_nom": 4001}, answers={"group": "bird"})
    },
    "decisions.take": {"json": {"verdict": "accept"}},
    "conversations.write": {"json": {"body": "?"}},
    "evidence.send": {"data": b"x"},
    "evidence.go_on": {"data": b"x", "headers": {"Upload-Offset": "0", "Upload-Length": "9"}},
    "sounds.send": {"data": b"x"},
    "sounds.go_on": {"data": b"x", "headers": {"Upload-Offset": "0", "Upload-Length": "9"}},
    "blurs.change": {"json": {"areas": []}},
    "care.change": {"json": {"is_hidden": True, "reason": "face", "kind": "hidden"}},
    "proposals.answer": {"json": {"verdict": "accept"}},
    "care.report": {"json": {"reason": "private"}},
    "my-account.sign": {"json": {"name_published": True}},
    "console.decide": {"data": {"option": "accept"}},
    "console.answer": {
        "data": {"verdict": "accept", "proposal": "00000000-0000-4000-8000-000000000009"}
    },
    "form.reply": {"data": {"body": "x"}},
    "measures.decide": {"data": {"option": "accept"}},
    "care-pages.hide": {"data": {"do": "hide", "reason": "face", "kind": "hidden"}},
}
