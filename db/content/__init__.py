"""Content in the database."""
