"""Tests of the screens of rooms."""
