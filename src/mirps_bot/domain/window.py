"""How many deliveries one process has under way."""

SLOW = 0.5
"""The share of its time from which on an attempt shows that too many are under way."""

LEAST = 8
FIRST = 16
"""A process that has just begun is slow, and finds out how fast it gets: twice as many each time."""


class Window:
    """As many as end well within their time: one less for each that takes long, one more for each that does not. What
    is claimed and can't be begun in time would be claimed in vain, and nobody else could have it meanwhile.
    """

    def __init__(self, most: int, first: int = FIRST) -> None:
        self._most = most
        self.size = min(first, most)

    def ended(self, share: float) -> None:
        """One did, after this share of the time that it had."""
        self.size = max(self.size - 1, LEAST) if share > SLOW else min(self.size + 1, self._most)
