"""The exhibition has no page on the phone."""

register = None
