"""Tests of the actions of ratings."""
