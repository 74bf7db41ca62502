"""What Kivy has from the system: windows, texts, pictures."""
