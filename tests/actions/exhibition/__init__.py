"""Tests of the actions of exhibition."""
