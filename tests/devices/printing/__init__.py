"""Tests of the devices for printing."""
