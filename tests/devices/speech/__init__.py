"""Tests of the devices for speech."""
