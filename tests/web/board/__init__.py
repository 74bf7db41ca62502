"""Tests of the calling board."""
