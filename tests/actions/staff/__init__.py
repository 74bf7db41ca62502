"""Tests of the actions of staff."""
