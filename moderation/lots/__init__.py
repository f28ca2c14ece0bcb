"""Many records of one taxon accepted together, once a sample was looked at one by one."""
