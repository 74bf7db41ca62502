"""The rooms in the database."""
