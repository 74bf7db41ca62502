"""Tests of the rules of cases."""
