"""Tests, named after what happens to a person. `test_walk.py` is read first."""
