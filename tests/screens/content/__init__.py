"""Tests of the screens of content."""
