"""How long the workspace waits, in real time whatever its clock says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds, as Slack documents them where it does."""

    acknowledgement: float = 3.0
    connection: float = 3.0
    """For a socket, where there is none: as long as a bot takes that was just started."""
    trigger: float = 3.0
    response_url: float = 30 * 60
    event_retries: tuple[float, ...] = (0.0, 60.0, 300.0)
