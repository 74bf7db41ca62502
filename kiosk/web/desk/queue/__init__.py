"""A clerk's counter at the desk."""
