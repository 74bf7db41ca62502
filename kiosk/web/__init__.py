"""The pages: phones, the calling board and the staff desk, in any browser."""
