"""Searching the guide with a word."""
