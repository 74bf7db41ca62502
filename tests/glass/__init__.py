"""Tests of what all screens of the glass share."""
