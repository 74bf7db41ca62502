"""Tests of the devices for media."""
