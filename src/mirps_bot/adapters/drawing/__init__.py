"""Pictures, drawn as PNG."""
