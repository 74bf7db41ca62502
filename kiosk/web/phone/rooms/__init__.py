"""Rooms on the phone."""
