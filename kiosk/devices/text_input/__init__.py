"""Text input on the touch screen: pinyin and handwriting."""
