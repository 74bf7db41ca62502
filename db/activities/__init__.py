"""The activities in the database."""
