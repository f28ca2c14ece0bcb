"""The metadata sheets of the SINP: the acquisition framework (CA) and the dataset (JDD)."""
