"""Tests of the screens of cases."""
