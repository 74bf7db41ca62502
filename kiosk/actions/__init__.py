"""Actions: one function is one thing a person does, in one transaction."""
