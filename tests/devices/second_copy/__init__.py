"""The second copy: the archive, and the places it goes to."""
