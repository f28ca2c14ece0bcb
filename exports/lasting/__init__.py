"""Records of what stays: several observations of one thing, told as one."""
