"""What is counted, in the words of Prometheus."""

from datetime import UTC, datetime, timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from mirps_bot.domain.delivery import Reason
from mirps_bot.ports import Backlog

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Of an answer: Slack gives up on its user after three."""

_LATE = (1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 14_400.0, 86_400.0)


class PrometheusMeter:
    """A `ports.Meter` of one process; what several share, the backlog, is read from the storage when asked."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._tick = Gauge(
            "mirps_last_tick_timestamp_seconds", "When the bell last rang", registry=self._registry
        )
        self._answers = Histogram(
            "mirps_answer_seconds",
            "Answering what people do",
            ["what"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._failures = Counter(
            "mirps_answer_failures", "Answers that were an apology", ["what"], registry=self._registry
        )
        self._late = Histogram(
            "mirps_delivery_late_seconds",
            "Messages sent, by how long after they were due",
            ["kind"],
            buckets=_LATE,
            registry=self._registry,
        )
        self._given_up = Counter(
            "mirps_deliveries_given_up",
            "Messages not sent, and why",
            ["kind", "reason"],
            registry=self._registry,
        )
        self._put_off = Counter(
            "mirps_delivery_retries", "Attempts to be repeated", ["kind", "in_doubt"], registry=self._registry
        )
        self._throttled = Counter(
            "mirps_throttled", "How often the platform asked for a pause (429)", registry=self._registry
        )
        self._backlog = Gauge(
            "mirps_backlog", "Messages that are due and not settled", registry=self._registry
        )
        self._oldest = Gauge(
            "mirps_oldest_unsent_seconds", "How long the oldest of them has been due", registry=self._registry
        )
        self.last_tick: datetime | None = None
        """By the machine's own clock, whatever day the bot is told it is."""

    def rang(self) -> None:
        self.last_tick = datetime.now(UTC)
        self._tick.set(self.last_tick.timestamp())

    def answered(self, what: str, seconds: float, *, failed: bool) -> None:
        self._answers.labels(what).observe(seconds)
        if failed:
            self._failures.labels(what).inc()

    def sent(self, kind: str, late: timedelta) -> None:
        self._late.labels(kind).observe(max(late.total_seconds(), 0))

    def given_up(self, kind: str, reason: Reason) -> None:
        self._given_up.labels(kind, reason.value).inc()

    def put_off(self, kind: str, *, in_doubt: bool) -> None:
        self._put_off.labels(kind, str(in_doubt).lower()).inc()

    def throttled(self) -> None:
        self._throttled.inc()

    def exposition(self, backlog: Backlog, now: datetime) -> bytes:
        """All figures as of now, in Prometheus' text format."""
        self._backlog.set(backlog.due)
        self._oldest.set(backlog.age(now).total_seconds())
        return generate_latest(self._registry)
