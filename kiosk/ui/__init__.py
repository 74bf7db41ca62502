"""The touch screen: what all screens of the touch screen share."""
