"""Input: touches and keys, before any widget has them."""
