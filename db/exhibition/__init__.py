"""The exhibition in the database."""
