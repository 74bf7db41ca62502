"""Rules of volunteer help."""
