"""Tests of the screens of care."""
