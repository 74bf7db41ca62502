"""The activities have no page on the phone."""

register = None
