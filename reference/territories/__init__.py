"""Where a place lies: communes, districts, departments; the national grids."""
