"""Accounts nobody uses any more: their person is warned, then they are made anonymous."""
