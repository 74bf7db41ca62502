"""Tests of the actions of statistics."""
