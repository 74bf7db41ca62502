"""The rules of the house: frozen values and pure functions, told the time."""
