"""A report as the answers of a form, there and back."""

from decimal import Decimal
from typing import TypedDict

from mirps_bot.domain.form import Value
from mirps_bot.domain.money import Money, Quantity
from mirps_bot.domain.pledge import Pathway, Stage
from mirps_bot.domain.update import Report
from mirps_bot.features.forms import Filled


class Figures(TypedDict):
    """A report's money and quantity, as they are kept."""

    amount: Decimal | None
    currency: str | None
    quantity: Decimal | None
    unit: str | None


def figures(amount: Value | Money | None, quantity: Value | Quantity | None) -> Figures:
    """What was given, each with what it is counted in."""
    money = amount if isinstance(amount, Money) else None
    counted = quantity if isinstance(quantity, Quantity) else None
    return Figures(
        amount=money.amount if money else None,
        currency=money.currency if money else None,
        quantity=counted.number if counted else None,
        unit=counted.unit if counted else None,
    )


def report_of(filled: Filled) -> Report:
    """What was filled in."""
    stage, pathway = filled.text("stage"), filled.text("pathway")
    return Report(
        stage=Stage(stage) if stage else None,
        narrative=filled.text("narrative"),
        period=filled.text("period"),
        evidence=filled.text("evidence"),
        pathway=Pathway(pathway) if pathway else None,
        **figures(filled.values.get("amount"), filled.values.get("quantity")),
    )


def answers_of(report: Report) -> dict[str, str]:
    """What to fill in to say the same."""
    return {
        "stage": report.stage or "",
        "narrative": report.narrative or "",
        "amount": str(Money(amount=report.amount, currency=report.currency))
        if report.amount is not None and report.currency
        else "",
        "quantity": str(Quantity(number=report.quantity, unit=report.unit))
        if report.quantity is not None and report.unit
        else "",
        "period": report.period or "",
        "evidence": report.evidence or "",
        "pathway": report.pathway or "",
    }
