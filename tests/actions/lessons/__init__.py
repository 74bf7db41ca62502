"""Tests of the actions of volunteers."""
