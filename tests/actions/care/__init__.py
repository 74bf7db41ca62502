"""Tests of the actions of care."""
