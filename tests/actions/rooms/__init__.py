"""Tests of the actions of rooms."""
