"""Tests of the actions of operations."""
