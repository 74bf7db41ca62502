"""Tests of the rules of content."""
