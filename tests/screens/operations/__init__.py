"""Tests of the screens of operations."""
