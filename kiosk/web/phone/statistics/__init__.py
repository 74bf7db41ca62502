"""Statistics have no page on the phone."""

register = None
