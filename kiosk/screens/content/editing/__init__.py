"""Writing content on the touch screen."""
