"""Tests of the screen of the after-school class."""
