"""The second copy: one encrypted archive, and the places off this machine that take it."""
