"""The screens of volunteer help."""
