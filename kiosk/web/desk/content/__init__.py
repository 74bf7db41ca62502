"""Content at the desk."""
