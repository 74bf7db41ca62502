"""Tests of the rules of exhibition."""
