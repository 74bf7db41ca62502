"""Ratings: sums of five, what waits to be counted, what was said, the tablets at the counters."""
