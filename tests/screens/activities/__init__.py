"""Tests of the screens of activities."""
