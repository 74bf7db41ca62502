"""Statistics in the database."""
