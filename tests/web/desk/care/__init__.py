"""Tests of care at the desk."""
