"""The second copy: all that a machine that is lost takes with it, in one encrypted archive."""
