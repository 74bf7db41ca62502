"""Staff accounts and the audit at the desk."""
