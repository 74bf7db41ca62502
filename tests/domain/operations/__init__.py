"""Tests of the rules of operations."""
