"""The running program while something around it breaks."""
