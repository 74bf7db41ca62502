"""Tests of the devices for documents."""
