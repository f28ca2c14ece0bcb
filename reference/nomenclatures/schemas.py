"""Nomenclatures as JSON."""

from marshmallow import Schema, fields, validate


class LanguageSchema(Schema):
    lang = fields.String(load_default="")


class FittingSchema(LanguageSchema):
    kingdom = fields.String(
        load_default="",
        validate=validate.Length(max=50),
        metadata={"description": "Only the codes that fit a kingdom (REGNE): Plantae"},
    )
    group = fields.String(
        load_default="",
        validate=validate.Length(max=50),
        metadata={"description": "Only the codes that fit a group (GROUP2_INPN): Oiseaux"},
    )


class TypeSchema(Schema):
    type = fields.String()
    label = fields.String()
    field = fields.String(metadata={"description": "Of « Occurrences de taxons »; may be empty"})
    codes = fields.Integer(metadata={"description": "How many codes it has"})


class TypesSchema(Schema):
    items = fields.List(fields.Nested(TypeSchema))
    next = fields.String(allow_none=True)
    version = fields.String()
    source = fields.String()


class ScopeSchema(Schema):
    kingdom = fields.String(metadata={"description": "REGNE; empty for any"})
    group = fields.String(metadata={"description": "GROUP2_INPN; empty for any"})


class CodeSchema(Schema):
    code = fields.String()
    mnemonic = fields.String()
    label = fields.String(metadata={"description": "In the language asked for, else in French"})
    label_fr = fields.String(metadata={"description": "As in the standard"})
    definition = fields.String(metadata={"description": "In French, as in the standard"})
    status = fields.String(metadata={"description": "valid, frozen or unofficial"})
    fits = fields.List(
        fields.Nested(ScopeSchema), metadata={"description": "Taxa it fits; empty when unknown"}
    )


class NomenclatureSchema(Schema):
    type = fields.String()
    label = fields.String()
    field = fields.String()
    version = fields.String()
    source = fields.String()
    items = fields.List(fields.Nested(CodeSchema))
    next = fields.String(allow_none=True)
