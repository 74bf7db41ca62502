"""Tests of the devices for text input."""
