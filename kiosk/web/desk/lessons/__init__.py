"""The exhibition has no section: its slides are content."""

SECTION = None
