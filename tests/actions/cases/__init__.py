"""Tests of the actions of cases."""
