"""The staff have no page on the phone: they use the desk."""

register = None
