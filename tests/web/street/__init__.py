"""The street's page: who gets in, what it says, how it looks."""
