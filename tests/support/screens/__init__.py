"""People at the touch screen."""
