"""Tests of the screens of staff."""
