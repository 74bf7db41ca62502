"""Rules of care: devices, the hours of the medical staff, blood pressure."""
