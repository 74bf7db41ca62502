"""Tests of rating at the touch screen."""
