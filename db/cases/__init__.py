"""Cases in the database: the register, its log, reception days, mediation, what staff write."""
