"""The country's reference data: names, territories, nomenclatures, sensitivity."""
