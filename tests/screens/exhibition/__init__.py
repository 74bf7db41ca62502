"""Tests of the screens of exhibition."""
