"""What people edit without Python: found, checked all at once, and loaded."""
