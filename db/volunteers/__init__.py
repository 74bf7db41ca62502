"""Volunteer help in the database."""
