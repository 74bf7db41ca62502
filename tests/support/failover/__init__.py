"""Machines that fail: a network of their own, a database on two of them, people in the hall."""
