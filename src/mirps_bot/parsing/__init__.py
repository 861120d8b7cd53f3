"""What people type, as values: every reader answers with a value or with the reason why it can't tell.

A reader takes the whole of a text or nothing of it. What it answers is a reading, to be shown and confirmed: written by
`str`, it is read back as the same value.
"""
