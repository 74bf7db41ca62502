"""Tests of the touch-screen toolkit."""
