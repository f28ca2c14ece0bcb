"""Names and taxa: TAXREF, or the sample the product is shipped with."""
