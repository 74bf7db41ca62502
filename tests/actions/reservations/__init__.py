"""Tests of the actions of reservations."""
