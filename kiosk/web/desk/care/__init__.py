"""Care at the desk."""

SECTION = None
