"""Ornamentals and cultivars that TAXREF lacks: a town's own names, beside the country's."""
