"""The town brings in the inventories it has: looked at first, kept when confirmed, undone whole."""
