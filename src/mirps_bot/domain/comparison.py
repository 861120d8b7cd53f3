"""Versions of what was reported, compared: what each one changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from mirps_bot.domain.update import Report, Update, UpdateKind


class ReportField(StrEnum):
    """What a report can say, an amount with its currency and a quantity with its unit being one thing each."""

    STAGE = "stage"
    AMOUNT = "amount"
    QUANTITY = "quantity"
    PATHWAY = "pathway"
    PERIOD = "period"
    EVIDENCE = "evidence"
    NARRATIVE = "narrative"


_PARTS = {
    ReportField.STAGE: ("stage",),
    ReportField.AMOUNT: ("amount", "currency"),
    ReportField.QUANTITY: ("quantity", "unit"),
    ReportField.PATHWAY: ("pathway",),
    ReportField.PERIOD: ("period",),
    ReportField.EVIDENCE: ("evidence",),
    ReportField.NARRATIVE: ("narrative",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that two reports say differently."""

    field: ReportField
    before: Report
    after: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One entry of a pledge's history. `before` is what it is compared with: what it replaces, else the update
    that stood before it; None: nothing was reported before.
    """

    update: Update
    before: Update | None
    changes: tuple[Change, ...]


def compare(before: Report, after: Report) -> tuple[Change, ...]:
    """What is said differently, in the order of `ReportField`."""
    return tuple(
        Change(field=field, before=before, after=after)
        for field, parts in _PARTS.items()
        if any(getattr(before, part) != getattr(after, part) for part in parts)
    )


def versions(history: Sequence[Update]) -> tuple[Version, ...]:
    """Each entry of a history (newest first) with what it changed. Confirmations and withdrawals change no words."""
    return tuple(_version(update, history[at + 1 :]) for at, update in enumerate(history))


def _version(update: Update, earlier: Sequence[Update]) -> Version:
    before = next((each for each in earlier if _is_compared(update, each)), None)
    says = update.kind in (UpdateKind.UPDATE, UpdateKind.PART)
    changes = compare(before.report if before else Report(), update.report) if says else ()
    return Version(update=update, before=before, changes=changes)


def _is_compared(update: Update, earlier: Update) -> bool:
    if update.corrects is not None:
        return earlier.id == update.corrects
    stood = earlier.replaced_by is None or earlier.replaced_by > update.id
    return earlier.kind is update.kind and earlier.entity == update.entity and stood
