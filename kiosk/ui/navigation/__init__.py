"""Navigation: the visit, the router, and what runs in the background for it."""
