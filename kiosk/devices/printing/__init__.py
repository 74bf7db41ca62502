"""The slip printer: drawing a slip, and the bytes and transports that print it."""
