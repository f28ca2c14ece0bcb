"""Names and taxa as JSON."""

from marshmallow import Schema, fields, validate


class SearchSchema(Schema):
    q = fields.String(required=True, validate=validate.Length(min=1, max=100))
    limit = fields.Integer(load_default=10, validate=validate.Range(1, 100))
    territory = fields.String(load_default="", validate=validate.Length(max=10))
    month = fields.Integer(load_default=None, validate=validate.Range(1, 12))
    lang = fields.String(load_default="")


class TaxonSchema(Schema):
    cd_nom = fields.Integer()
    cd_ref = fields.Integer()
    name = fields.String()
    vernacular = fields.String()
    rank = fields.String()
    group = fields.String()
    matched = fields.String(metadata={"description": "The name that was recognised"})


class TaxaSchema(Schema):
    items = fields.List(fields.Nested(TaxonSchema))
    next = fields.String(allow_none=True)


class KinSchema(Schema):
    cd_nom = fields.Integer()
    name = fields.String()
    rank = fields.String()
    full_name = fields.String()


class StatusSchema(Schema):
    type = fields.String(metadata={"description": "BDC_STATUTS: PN, LRN, DO…"})
    type_label = fields.String()
    code = fields.String()
    label = fields.String()
    area = fields.String()
    area_code = fields.String()
    url = fields.String()


class WholeTaxonSchema(TaxonSchema):
    author = fields.String()
    full_name = fields.String()
    valid_name = fields.String()
    kingdom = fields.String()
    phylum = fields.String()
    class_ = fields.String(data_key="class")
    order = fields.String()
    family = fields.String()
    group1 = fields.String()
    group3 = fields.String()
    vernaculars = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "By language: fr, en"},
    )
    habitat = fields.String(metadata={"description": "TAXREF code, 1 to 8"})
    territories = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={"description": "Biogeographic status (TAXREF code) by territory: FR, GF…"},
    )
    statuses = fields.List(fields.Nested(StatusSchema))
    synonyms = fields.List(fields.Nested(KinSchema))
    parents = fields.List(fields.Nested(KinSchema), metadata={"description": "The nearest first"})
    version = fields.String(metadata={"description": "The edition of TAXREF"})
