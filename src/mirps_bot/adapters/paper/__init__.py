"""Pages that stand by themselves, to be opened in a browser or handed on."""
