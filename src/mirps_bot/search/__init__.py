"""The language of questions: what a line of words asks for."""
