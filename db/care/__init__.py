"""Care in the database."""
