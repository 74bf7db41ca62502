"""The rules of the centre: frozen values and pure functions, told the time."""
