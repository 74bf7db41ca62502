"""Volunteer help at the desk."""
