"""A machine set up for good, and given back: a whole Debian beside this one."""
