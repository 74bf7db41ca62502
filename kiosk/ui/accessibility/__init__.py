"""Accessibility: names for the voice, reading aloud, and the focus of keys and switches."""
