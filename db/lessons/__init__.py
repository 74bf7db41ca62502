"""The after-school class in the database."""
