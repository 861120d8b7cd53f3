"""A report as the answers of a form, there and back."""

from mirps_bot.domain.form import Values
from mirps_bot.domain.money import Money, Quantity
from mirps_bot.domain.pledge import Pathway, Stage
from mirps_bot.domain.update import Report


def report_of(values: Values) -> Report:
    """What was filled in."""

    def text(key: str) -> str | None:
        return str(values[key]) if key in values else None

    amount, quantity = values.get("amount"), values.get("quantity")
    return Report(
        stage=Stage(str(values["stage"])) if "stage" in values else None,
        narrative=text("narrative"),
        amount=amount.amount if isinstance(amount, Money) else None,
        currency=amount.currency if isinstance(amount, Money) else None,
        quantity=quantity.number if isinstance(quantity, Quantity) else None,
        unit=quantity.unit if isinstance(quantity, Quantity) else None,
        period=text("period"),
        evidence=text("evidence"),
        pathway=Pathway(str(values["pathway"])) if "pathway" in values else None,
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
