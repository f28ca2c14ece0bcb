"""Accounts as JSON."""

from marshmallow import Schema, fields


class DeviceSchema(Schema):
    token = fields.String(metadata={"description": "Send it as `Authorization: Bearer …`"})


class MeSchema(Schema):
    uuid = fields.UUID()
    name = fields.String()
    email = fields.String()
    role = fields.String()
    language = fields.String(metadata={"description": "Of the letters: fr or en"})
    name_published = fields.Boolean(metadata={"description": "Whether what they send is signed"})
    pseudo = fields.String(
        metadata={"description": "Of my page at /contributeurs/{pseudo}; empty: I opened none"}
    )
    single_keys = fields.Boolean(metadata={"description": "Shortcuts of one key, in the console"})
