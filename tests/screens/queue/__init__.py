"""Tests of the screens of queue."""
