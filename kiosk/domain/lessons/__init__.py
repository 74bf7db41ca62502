"""The rules of the after-school class: terms, guardians and children, collecting."""
