"""Text as people send it, made fit to be kept."""


def storable(text: str) -> str:
    """The same text without the two things that databases refuse: NUL, and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
