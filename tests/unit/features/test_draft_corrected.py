"""A draft is what its author last made of it, wherever it is seen next."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.unit.desk import (
    CHLOE,
    LUCIA,
    Desk,
    LearntBot,
    actions,
    buttons,
    filled_in,
    form_of,
    summary,
    view_of,
)

from mirps_bot.adapters.slack.plain import in_words
from mirps_bot.dialogue import Answer, Shown
from mirps_bot.domain.draft import Draft, Heard
from mirps_bot.domain.money import Money
from mirps_bot.domain.update import Report
from mirps_bot.view.action import Action, ActionName

SAID = "ya colocamos 340 personas en el programa"
RIGHT = "no eran 340, eran 430"
ABROAD = "Nous avons dépensé 250 000 dollars pour 3 ateliers"


def only_draft(desk: Desk, email: str = LUCIA) -> Draft:
    with desk.storage.begin(reading=True) as unit:
        (draft,) = unit.drafts.of_author(desk.person(email).id)
    return draft


def reports(desk: Desk, pledge: str) -> list[Report]:
    with desk.storage.begin(reading=True) as unit:
        tracked = unit.pledges.find(pledge)
        assert tracked
        return [each.report for each in unit.updates.of_pledge(tracked.pledge.id)]


def button(answer: Answer, name: ActionName, *, having: str = "") -> Action:
    return next(
        each for each in actions(answer) if each.name is name and (not having or having in each.arguments)
    )


def press(desk: Desk, answer: Answer, name: ActionName, *, having: str = "", email: str = LUCIA) -> Answer:
    action = button(answer, name, having=having)
    return desk.presses(email, action.name, *action.arguments)


def restarted(desk: Desk) -> Desk:
    """Another process on the same database."""
    return Desk(desk.storage, LearntBot(desk.storage, desk.bot.knowledge, desk.clock), desk.clock)


def as_of_an_earlier_version(desk: Desk, email: str = LUCIA) -> Draft:
    """What was read in it was not kept."""
    draft = replace(only_draft(desk, email), heard=None, shown_at=None)
    with desk.storage.begin() as unit:
        unit.drafts.correct(draft)
        unit.commit()
    return draft


def test_number_put_right_stays_so_when_the_pledge_is_named_and_is_filed(desk: Desk) -> None:
    desk.says(LUCIA, SAID)
    desk.says(LUCIA, RIGHT)
    answer = restarted(desk).says(LUCIA, "es del rec-064")

    assert "Esto se registrará:\nCantidad: 430 personas" in in_words(view_of(answer))
    press(desk, answer, ActionName.FILE_DRAFT)
    assert [(each.quantity, each.narrative) for each in reports(desk, "rec-064")] == [(Decimal(430), SAID)]


def test_pledge_and_number_stay_when_something_else_is_said(desk: Desk) -> None:
    for words in (SAID, RIGHT, "es del rec-064", "5 mil dólares"):
        answer = desk.says(LUCIA, words)

    press(desk, answer, ActionName.FILE_DRAFT)
    (filed,) = reports(desk, "rec-064")
    assert (filed.quantity, filed.amount, filed.currency) == (Decimal(430), Decimal(5000), "USD")


@pytest.mark.parametrize("how", ["said", "pressed"])
def test_number_put_right_stays_so_when_the_currency_is_chosen(desk: Desk, how: str) -> None:
    desk.says(CHLOE, ABROAD)
    answer = desk.says(CHLOE, "5 ateliers")
    assert "dans quelle devise" in in_words(view_of(answer))
    if how == "said":
        desk.says(CHLOE, "dollars canadiens")
    else:
        press(desk, answer, ActionName.REREAD_DRAFT, having="250000 CAD", email=CHLOE)

    heard = only_draft(desk, CHLOE).heard
    assert heard
    assert {key: str(part) for key, part in heard.parts.items()} == {
        "amount": "250000 CAD",
        "quantity": "5 ateliers",
    }
    assert heard.unsettled == ()


def test_amount_is_put_right_before_its_currency_is_said(desk: Desk) -> None:
    desk.says(CHLOE, "Nous avons dépensé 250 000 dollars")
    desk.says(CHLOE, "non, c'était 300 000")
    desk.says(CHLOE, "dollars canadiens")
    assert only_draft(desk, CHLOE).heard == Heard(amount=Money.parse("300000 CAD"))


def test_list_shows_the_draft_as_corrected_and_opens_it_to_be_filed(desk: Desk) -> None:
    desk.says(LUCIA, SAID)
    desk.says(LUCIA, RIGHT)
    desk.says(LUCIA, "es del rec-064")
    desk.clock.advance(hours=20)
    later = restarted(desk)

    for listed in (later.asks(LUCIA, "borradores"), later.asks(LUCIA, "pendientes")):
        assert "430 personas · rec-064" in in_words(view_of(listed))
    opened = press(later, listed, ActionName.REREAD_DRAFT)

    assert isinstance(opened, Shown)
    assert not opened.replaces
    press(later, opened, ActionName.FILE_DRAFT)
    assert [each.quantity for each in reports(desk, "rec-064")] == [430]


def test_form_begins_with_the_draft_as_corrected(desk: Desk) -> None:
    first = desk.says(LUCIA, SAID)
    desk.says(LUCIA, RIGHT)
    form = press(desk, first, ActionName.EDIT_DRAFT)
    assert filled_in(form)["quantity"] == "430 personas"


def test_draft_that_is_opened_is_the_one_that_words_put_right(desk: Desk) -> None:
    desk.says(LUCIA, SAID)
    first = only_draft(desk)
    desk.clock.advance(hours=3)
    desk.says(LUCIA, "Ya abrimos 7 oficinas nuevas en el sur")
    desk.clock.advance(minutes=1)
    desk.presses(LUCIA, ActionName.REREAD_DRAFT, str(first.id))
    desk.clock.advance(minutes=1)

    assert "430 personas" in in_words(view_of(desk.says(LUCIA, RIGHT)))
    with desk.storage.begin(reading=True) as unit:
        kept = unit.drafts.find(first.id)
    assert kept
    assert kept.heard
    assert str(kept.heard.quantity) == "430 personas"


# ---- buttons of messages that stand above ----------------------------------------------------------


def test_what_was_corrected_since_is_shown_before_it_is_filed(desk: Desk) -> None:
    first = desk.says(LUCIA, SAID)
    desk.says(LUCIA, RIGHT)

    again = press(desk, first, ActionName.FILE_DRAFT, having="rec-064")

    assert summary(again).startswith("No lo registré: su borrador cambió")
    assert isinstance(again, Shown)
    assert again.replaces
    assert "430 personas" in in_words(view_of(again))
    assert reports(desk, "rec-064") == []
    press(desk, again, ActionName.FILE_DRAFT, having="rec-064")
    assert [each.quantity for each in reports(desk, "rec-064")] == [430]


def test_pledge_that_was_named_since_is_shown_before_anything_is_filed_on_another(desk: Desk) -> None:
    first = desk.says(LUCIA, SAID)
    desk.says(LUCIA, "es del rec-064")

    again = press(desk, first, ActionName.FILE_DRAFT, having="rec-058")

    assert "rec-064" in in_words(view_of(again))
    assert (reports(desk, "rec-058"), reports(desk, "rec-064")) == ([], [])


def test_part_left_out_by_an_older_message_leaves_what_was_corrected_since(desk: Desk) -> None:
    first = desk.says(LUCIA, f"{SAID}, ya empezamos")
    desk.says(LUCIA, RIGHT)
    answer = press(desk, first, ActionName.REREAD_DRAFT, having="stage")
    assert "430 personas" in in_words(view_of(answer))
    heard = only_draft(desk).heard
    assert heard
    assert heard.stage is None


# ---- drafts and buttons of an earlier version ----------------------------------------------------------


def test_draft_without_a_kept_reading_is_filed_as_its_button_says(desk: Desk) -> None:
    desk.says(LUCIA, SAID)
    draft = as_of_an_earlier_version(desk)
    desk.presses(LUCIA, ActionName.FILE_DRAFT, str(draft.id), "rec-064", "quantity", "430 personas")
    assert [each.quantity for each in reports(desk, "rec-064")] == [430]


def test_draft_without_a_kept_reading_is_read_anew_where_it_is_opened_or_corrected(desk: Desk) -> None:
    desk.says(LUCIA, SAID)
    draft = as_of_an_earlier_version(desk)
    assert "340 personas" in in_words(view_of(desk.presses(LUCIA, ActionName.REREAD_DRAFT, str(draft.id))))

    as_of_an_earlier_version(desk)
    assert "430 personas" in in_words(view_of(desk.says(LUCIA, RIGHT)))


def test_button_of_an_earlier_version_leaves_what_it_carries(desk: Desk) -> None:
    desk.says(CHLOE, ABROAD)
    number = str(as_of_an_earlier_version(desk, CHLOE).id)
    form = desk.presses(CHLOE, ActionName.EDIT_DRAFT, number, "quantity", "3 ateliers")
    assert (filled_in(form)["quantity"], form_of(form).name) == ("3 ateliers", "update")

    answer = desk.presses(CHLOE, ActionName.REREAD_DRAFT, number, "quantity", "3 ateliers")
    assert "dans quelle devise" in in_words(view_of(answer))

    as_of_an_earlier_version(desk, CHLOE)
    answer = desk.presses(CHLOE, ActionName.REREAD_DRAFT, number, "amount", "250000 CAD")
    assert only_draft(desk, CHLOE).heard == Heard(amount=Money.parse("250000 CAD"))
    assert buttons(answer)[0].label == "Retirer le montant"


def test_button_of_an_earlier_version_on_a_draft_corrected_since_shows_it(desk: Desk) -> None:
    desk.says(LUCIA, SAID)
    desk.says(LUCIA, RIGHT)
    number = str(only_draft(desk).id)
    answer = desk.presses(LUCIA, ActionName.FILE_DRAFT, number, "rec-064", "quantity", "340 personas")
    assert "430 personas" in in_words(view_of(answer))
    assert reports(desk, "rec-064") == []
