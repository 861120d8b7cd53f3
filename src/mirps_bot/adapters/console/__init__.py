"""The terminal: views as plain text."""
