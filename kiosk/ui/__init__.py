"""The glass: what all screens of the touch screen share."""
