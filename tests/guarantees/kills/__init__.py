"""kill -9 at any moment: what was acknowledged is there, once."""
