"""What is published, held in memory by each process, and read again as soon as news may change it.

Most news is of one observation: where it is told alone, it alone is read again. Anything else has
all of it read again, by one thread while the others wait.
"""
