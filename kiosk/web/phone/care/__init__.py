"""Care on the phone."""

register = None
