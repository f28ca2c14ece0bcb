"""Whether what was decided is what was written: the chain, and the rows it tells of."""
