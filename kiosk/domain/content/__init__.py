"""Rules of the content that staff write and residents read."""
