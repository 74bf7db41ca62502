"""Tests of the rules of rooms."""
