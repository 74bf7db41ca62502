"""Staff: accounts, sessions, the audit, and printed guides."""
