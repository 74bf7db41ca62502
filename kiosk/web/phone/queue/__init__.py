"""Queue numbers on the phone."""
