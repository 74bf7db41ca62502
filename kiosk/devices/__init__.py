"""Devices: paper and voice, each as a Protocol with the real thing and its doubles."""
