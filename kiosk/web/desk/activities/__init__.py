"""The activities have no section at the desk."""

SECTION = None
