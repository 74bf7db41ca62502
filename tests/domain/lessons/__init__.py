"""Tests of the rules of volunteers."""
