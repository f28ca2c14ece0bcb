"""What residents bring: observations, photos, accounts; and the inventories a town already has."""
