"""The guide on the phone."""
