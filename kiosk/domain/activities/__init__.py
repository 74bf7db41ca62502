"""Rules of the activities."""
