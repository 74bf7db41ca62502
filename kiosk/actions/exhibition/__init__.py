"""The exhibition: its slides, and pictures taken in and hung."""
