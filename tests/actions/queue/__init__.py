"""Tests of the actions of queue."""
