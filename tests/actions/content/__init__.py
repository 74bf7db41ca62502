"""Tests of the actions of content."""
