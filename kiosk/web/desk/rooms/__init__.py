"""Rooms at the desk."""
