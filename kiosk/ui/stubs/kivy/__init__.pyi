"""What the touch screen uses of Kivy, typed; a module without a stub here stays untyped."""
