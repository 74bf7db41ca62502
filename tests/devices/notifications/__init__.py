"""Tests of the devices for notifications."""
