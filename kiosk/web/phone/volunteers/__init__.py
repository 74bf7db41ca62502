"""Volunteer help on the phone."""
