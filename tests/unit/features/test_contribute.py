from decimal import Decimal

import pytest
from tests.unit.desk import CA, CHLOE, LUCIA, STRANGER, Desk, actions, errors_of, form_of, summary, view_of

from mirps_bot.adapters.slack.plain import in_words
from mirps_bot.dialogue import Answer, Shown
from mirps_bot.domain.contribution import Contribution, Support, SupportKind
from mirps_bot.domain.ids import EntityId, PledgeId
from mirps_bot.domain.pledge import Pathway
from mirps_bot.domain.update import Surface
from mirps_bot.view.action import Action, ActionName

ASYLUM = PledgeId("msp-mirps-asylum")
MONEY = {
    "pledge": ASYLUM,
    "type": "financial",
    "description": "Apoyo a la comisión de refugiados",
    "amount": "1.5M CAD",
    "beneficiary": "gt",
    "period": "2027-Q1",
}


def fields(answer: Answer) -> list[str]:
    return [each.key for each in form_of(answer).fields]


def toward(desk: Desk) -> tuple[Contribution, ...]:
    with desk.storage.begin(reading=True) as unit:
        return unit.contributions.toward(ASYLUM)


def test_form_offers_every_open_pledge_the_joint_ones_first(desk: Desk) -> None:
    answer = desk.asks(CHLOE, "contribute")
    pledges = next(each.options for each in form_of(answer).fields if each.key == "pledge")
    assert len(pledges) > 50
    assert pledges[0].value.startswith("msp-")


@pytest.mark.parametrize(
    ("type_", "own"),
    [
        ("financial", ["amount"]),
        ("technical", ["quantity"]),
        ("material", ["quantity"]),
        ("other", ["quantity"]),
        ("places", ["places", "pathway"]),
        ("twinning", ["partner"]),
        ("outreach", ["partner"]),
    ],
)
def test_form_asks_what_its_kind_calls_for(desk: Desk, type_: str, own: list[str]) -> None:
    answer = desk.chooses(CHLOE, {"type": type_}, form="contribute", changed="type")
    assert fields(answer) == ["pledge", "type", "description", *own, "beneficiary", "period", "evidence"]


def test_contribution_is_filed_for_the_entity_of_its_author(desk: Desk) -> None:
    assert summary(desk.submits(CHLOE, MONEY, form="contribute")) == "Noté\N{NO-BREAK SPACE}: C-00001"
    (filed,) = toward(desk)
    assert filed.support == Support(
        kind=SupportKind.FINANCIAL,
        description="Apoyo a la comisión de refugiados",
        beneficiary=EntityId("gt"),
        amount=Decimal(1_500_000),
        currency="CAD",
        period="2027-Q1",
    )
    assert (filed.entity, filed.surface) == (CA, Surface.FORM)


def test_places_are_counted_with_their_pathway(desk: Desk) -> None:
    raw = {"pledge": ASYLUM, "type": "places", "description": "x", "places": "120", "pathway": "labour"}
    desk.submits(LUCIA, raw, form="contribute")
    (filed,) = toward(desk)
    support = filed.support
    assert (support.quantity, support.unit, support.pathway) == (Decimal(120), "plazas", Pathway.LABOUR)


def test_contribution_sent_twice_is_filed_once(desk: Desk) -> None:
    first = desk.submits(CHLOE, MONEY, form="contribute", key="1")
    assert desk.submits(CHLOE, MONEY, form="contribute", key="1") == first
    assert len(toward(desk)) == 1


def test_amount_that_is_not_known_yet_may_be_left_out(desk: Desk) -> None:
    desk.submits(CHLOE, MONEY | {"amount": ""}, form="contribute")
    assert [each.support.amount for each in toward(desk)] == [None]


def test_contribution_is_shown_with_its_pledge_as_reported(desk: Desk) -> None:
    desk.submits(CHLOE, MONEY, form="contribute")
    answer = desk.asks(LUCIA, f"compromisos {ASYLUM}")
    text = in_words(view_of(answer))
    assert "Aportes informados (aún no en las fuentes públicas)" in text
    assert "Canadá · C-00001 · financiero · CAD" in text
    assert Action.opening("contribute", pledge=ASYLUM) in actions(answer)


def test_who_may_not_report_may_not_contribute(desk: Desk) -> None:
    assert isinstance(desk.submits(STRANGER, MONEY, form="contribute"), Shown)
    assert toward(desk) == ()


def test_what_is_missing_is_said_at_its_field(desk: Desk) -> None:
    answer = desk.submits(CHLOE, {"pledge": ASYLUM, "type": "twinning"}, form="contribute")
    assert set(errors_of(answer)) == {"description", "partner"}


def test_form_opens_for_the_pledge_that_a_button_names(desk: Desk) -> None:
    answer = desk.presses(CHLOE, ActionName.OPEN_FORM, "contribute", "pledge", ASYLUM)
    assert next(each.value for each in form_of(answer).fields if each.key == "pledge") == ASYLUM
