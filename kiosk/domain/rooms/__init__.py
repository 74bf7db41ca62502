"""Rules of the rooms."""
