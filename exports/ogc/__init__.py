"""OGC API – Features 1.0.1: the datasets, as QGIS, GDAL and OWSLib ask for them."""
