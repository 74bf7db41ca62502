"""Tests of the rules of queue."""
