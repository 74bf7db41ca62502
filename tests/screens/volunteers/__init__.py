"""Tests of the screens of volunteers."""
