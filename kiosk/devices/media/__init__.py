"""Media from outside and codes: pictures, USB sticks, QR codes."""
