"""The codes of the SINP nomenclatures, with their words."""
