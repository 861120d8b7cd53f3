from decimal import Decimal

import pytest
from tests.unit.desk import (
    ANA,
    CHLOE,
    GRACE,
    LUCIA,
    NOAH,
    NOW,
    TOMAS,
    WBG,
    Desk,
    actions,
    filled_in,
    form_of,
    summary,
    view_of,
)

from mirps_bot.adapters.slack.plain import in_words
from mirps_bot.dialogue import Answer, Show, Shown, Tell
from mirps_bot.domain.draft import Draft, Heard
from mirps_bot.domain.language import Language
from mirps_bot.domain.money import Money, Quantity
from mirps_bot.domain.query import PledgeFilter
from mirps_bot.domain.update import Surface, Update
from mirps_bot.features import draft
from mirps_bot.features.draft import MAX_LENGTH, Reading
from mirps_bot.view.action import Action, ActionName, paired

ES, EN = Language.ES, Language.EN
WORDS = "Este trimestre abrimos dos oficinas en el sur"


READ = ("quantity", "2 oficinas", "period", "2026-Q4")
"""What is read in them, as buttons carry it."""


def kept(desk: Desk, email: str = LUCIA, text: str = WORDS) -> tuple[Draft, Answer]:
    """What somebody said without being asked, and the answer to it."""
    answer = desk.says(email, text)
    with desk.storage.begin(reading=True) as unit:
        return unit.drafts.of_author(desk.person(email).id)[0], answer


def drafts(desk: Desk, email: str = LUCIA) -> tuple[Draft, ...]:
    with desk.storage.begin(reading=True) as unit:
        return unit.drafts.of_author(desk.person(email).id)


def updates(desk: Desk, pledge: str = "rec-058") -> tuple[Update, ...]:
    with desk.storage.begin(reading=True) as unit:
        tracked = unit.pledges.find(pledge)
        assert tracked
        return unit.updates.of_pledge(tracked.pledge.id)


@pytest.mark.parametrize("words", ["rec-058 ya está en curso", "les aviso que rec-058 ya está cumplido"])
def test_how_far_ones_own_pledge_has_come_by_now_is_a_draft(desk: Desk, words: str) -> None:
    found, answer = kept(desk, text=words)

    assert (found.pledge, found.text) == ("rec-058", words)
    assert "La guardé como borrador" in summary(answer)


@pytest.mark.parametrize(
    "words", ["rec-058 en curso", "¿rec-058 ya está en curso?", "rec-023 ya está en curso"]
)
def test_what_may_be_asked_of_a_pledge_or_is_anothers_is_no_draft(desk: Desk, words: str) -> None:
    desk.says(LUCIA, words)

    assert drafts(desk) == ()


def test_words_are_kept_and_their_pledge_is_asked_for(desk: Desk) -> None:
    found, answer = kept(desk)
    number = str(found.id)
    assert (found.text, found.pledge, found.said_at) == (WORDS, None, NOW)
    assert actions(answer) == [
        Action(ActionName.REREAD_DRAFT, (number, "quantity", "")),
        Action(ActionName.REREAD_DRAFT, (number, "period", "")),
        *(
            Action(ActionName.FILE_DRAFT, (number, each, *READ))
            for each in ("msp-mirps-asylum", "rec-022", "rec-058", "rec-059", "rec-064")
        ),
        Action(ActionName.EDIT_DRAFT, (number,)),
        Action(ActionName.DISCARD_DRAFT, (number,)),
    ]


def test_only_pledge_needs_no_asking(desk: Desk) -> None:
    found, answer = kept(desk, GRACE, "We signed the second agreement with the ministry")
    assert found.pledge is not None
    assert actions(answer)[0] == Action(ActionName.FILE_DRAFT, (str(found.id), found.pledge))


def test_words_become_an_update_when_their_author_says_so(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})
    found, _ = kept(desk)

    answer = desk.presses(LUCIA, ActionName.FILE_DRAFT, str(found.id), "rec-058", *READ)

    assert summary(answer) == "Registrado: A-00002"
    assert isinstance(answer, Shown)
    assert answer.replaces
    newest = updates(desk)[0]
    assert (newest.report.narrative, newest.report.stage, newest.surface) == (
        WORDS,
        "in_progress",
        Surface.REPLY,
    )
    assert drafts(desk) == ()


def test_second_press_files_nothing_more(desk: Desk) -> None:
    found, _ = kept(desk)
    desk.presses(LUCIA, ActionName.FILE_DRAFT, str(found.id), "rec-058", *READ, key="1")
    desk.presses(LUCIA, ActionName.FILE_DRAFT, str(found.id), "rec-058", *READ, key="2")
    assert len(updates(desk)) == 1


def test_words_can_be_completed_in_the_form(desk: Desk) -> None:
    found, _ = kept(desk)
    form = desk.presses(LUCIA, ActionName.EDIT_DRAFT, str(found.id))
    assert filled_in(form) == {"narrative": WORDS, "figures": "help", **paired(READ)}

    desk.submits(
        LUCIA, {"pledge": "rec-058", "stage": "planning", "narrative": WORDS}, context=form_of(form).context
    )

    assert drafts(desk) == ()
    assert [each.report.narrative for each in updates(desk)] == [WORDS]


def test_form_that_is_not_sent_leaves_the_draft(desk: Desk) -> None:
    found, _ = kept(desk)
    desk.presses(LUCIA, ActionName.EDIT_DRAFT, str(found.id))
    desk.submits(LUCIA, {"pledge": "rec-058"}, context={"draft": str(found.id)})
    assert drafts(desk) == (found,)


def test_discarded_words_are_given_back_once(desk: Desk) -> None:
    found, _ = kept(desk)
    first = desk.presses(LUCIA, ActionName.DISCARD_DRAFT, str(found.id))
    again = desk.presses(LUCIA, ActionName.DISCARD_DRAFT, str(found.id))
    assert WORDS in summary(first)
    assert summary(again).startswith("Este borrador ya")
    assert (drafts(desk), updates(desk)) == ((), ())


@pytest.mark.parametrize("email", [TOMAS, ANA, NOAH])
@pytest.mark.parametrize("name", [ActionName.FILE_DRAFT, ActionName.EDIT_DRAFT, ActionName.DISCARD_DRAFT])
def test_somebody_elses_draft_is_not_there(desk: Desk, email: str, name: ActionName) -> None:
    found, _ = kept(desk)
    more = ("rec-058",) if name is ActionName.FILE_DRAFT else ()
    told = desk.presses(email, name, str(found.id), *more)
    assert WORDS not in str(view_of(told))
    assert (drafts(desk), updates(desk)) == ((found,), ())


def test_draft_can_not_be_filed_on_another_entitys_pledge(desk: Desk) -> None:
    found, _ = kept(desk)
    assert "rec-067 es de Honduras" in summary(
        desk.presses(LUCIA, ActionName.FILE_DRAFT, str(found.id), "rec-067")
    )
    assert (drafts(desk), updates(desk, "rec-067")) == ((found,), ())


def test_form_of_a_colleague_leaves_the_draft(desk: Desk) -> None:
    found, _ = kept(desk)
    desk.submits(TOMAS, {"pledge": "rec-058", "stage": "planning"}, context={"draft": str(found.id)})
    assert (drafts(desk), len(updates(desk))) == ((found,), 1)


@pytest.mark.parametrize("number", ["", "x", "-1", "99", "٣", "²", "9" * 20])
def test_draft_that_never_was_is_gone(desk: Desk, number: str) -> None:
    assert summary(desk.presses(LUCIA, ActionName.DISCARD_DRAFT, number)).startswith("Este borrador ya")


def test_reply_too_long_to_file_is_kept_whole_and_shortened_in_the_form(desk: Desk) -> None:
    long = "palabra " * 500
    found, answer = kept(desk, text=long)
    assert len(found.text) > MAX_LENGTH
    assert [each.name for each in actions(answer)] == [ActionName.EDIT_DRAFT, ActionName.DISCARD_DRAFT]


def test_entity_without_open_pledges_has_nothing_to_draft(desk: Desk) -> None:
    with desk.storage.begin(reading=True) as unit:
        (only,) = (each.pledge.id for each in unit.pledges.search(PledgeFilter(owners=(WBG,))).items)
    desk.submits(GRACE, {"pledge": only, "stage": "fulfilled"})
    with desk.visit(GRACE) as visit:
        assert visit.person
        told = draft.keep(visit, visit.person, WORDS, entity=WBG, language=EN, is_reply=True)
    assert told == Tell(phrase="nothing_to_report", values={"entity": WBG})


def test_thanks_in_reply_are_no_draft(desk: Desk) -> None:
    with desk.visit(LUCIA) as visit:
        assert visit.person
        told = draft.keep(
            visit, visit.person, "¡Gracias!", entity=visit.person.entity, language=ES, is_reply=True
        )
    assert isinstance(told, Show)
    assert told.template == "help/courtesy"
    with desk.storage.begin(reading=True) as unit:
        assert unit.drafts.of_author(desk.person(LUCIA).id) == ()


def test_reply_says_that_it_is_one(desk: Desk) -> None:
    with desk.visit(LUCIA) as visit:
        assert visit.person
        shown = draft.keep(visit, visit.person, WORDS, entity=visit.person.entity, language=ES, is_reply=True)
    assert isinstance(shown, Show)
    assert isinstance(shown.data, Reading)
    assert (shown.data.is_reply, len(shown.data.pledges)) == (True, 5)


# ---- what is read in the words -------------------------------------------------------------------

PILOT = "ya empezamos la fase piloto, 3 municipios, 250 mil dólares gastados"


def test_reply_is_filed_as_it_was_read_and_its_words_as_they_were_written(desk: Desk) -> None:
    _, answer = kept(desk, text=PILOT)
    file = next(
        each for each in actions(answer) if each.name is ActionName.FILE_DRAFT and "rec-058" in each.arguments
    )

    desk.presses(LUCIA, file.name, *file.arguments)

    report = updates(desk)[0].report
    assert report.narrative == PILOT
    assert (report.stage, report.period) == ("in_progress", None)
    assert Money(amount=report.amount or Decimal(0), currency=report.currency or "") == Money.parse(
        "250000 USD"
    )
    assert Quantity(number=report.quantity or Decimal(0), unit=report.unit or "") == Quantity.parse(
        "3 municipios"
    )


def test_part_that_was_read_wrong_can_be_left_out(desk: Desk) -> None:
    _, answer = kept(desk, text=PILOT)
    without_stage = actions(answer)[0]

    shown = desk.presses(LUCIA, without_stage.name, *without_stage.arguments)

    assert isinstance(shown, Shown)
    assert shown.replaces
    file = next(
        each for each in actions(shown) if each.name is ActionName.FILE_DRAFT and "rec-058" in each.arguments
    )
    desk.presses(LUCIA, file.name, *file.arguments)
    report = updates(desk)[0].report
    assert (report.stage, report.amount, report.unit) == (None, Decimal(250_000), "municipios")


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("300 mil dólares", ("amount", "300000 USD")),
        ("5 municipios", ("quantity", "5 municipios")),
        ("T3 2026", ("period", "2026-Q3")),
        ("cumplido", ("stage", "fulfilled")),
        ("y el monto es 5 mil dólares", ("amount", "5000 USD")),
        ("la etapa es cumplido", ("stage", "fulfilled")),
        ("cantidad: 5 municipios", ("quantity", "5 municipios")),
    ],
)
def test_part_said_alone_soon_after_corrects_the_reading(
    desk: Desk, words: str, written: tuple[str, str]
) -> None:
    kept(desk, text=PILOT)
    answer = desk.says(LUCIA, words)
    file = next(each for each in actions(answer) if each.name is ActionName.FILE_DRAFT)
    carried = paired(file.arguments[2:])
    before = {"stage": "in_progress", "amount": "250000 USD", "quantity": "3 municipios"}
    assert carried == before | dict([written])
    assert [each.text for each in drafts(desk)] == [PILOT]


def test_currency_that_may_be_two_is_asked_for_and_nothing_is_lost_meanwhile(desk: Desk) -> None:
    found, answer = kept(desk, CHLOE, "Nous avons dépensé 250 000 dollars pour 3 ateliers")
    assert "dans quelle devise" in str(answer)
    in_dollars, in_canadian, without_quantity = [
        each for each in actions(answer) if each.name is ActionName.REREAD_DRAFT
    ]
    number = str(found.id)
    assert in_dollars.arguments == (number, "amount", "250000 USD")
    assert in_canadian.arguments == (number, "amount", "250000 CAD")

    still = desk.presses(CHLOE, without_quantity.name, *without_quantity.arguments)
    assert "dans quelle devise" in str(still)
    settled = desk.says(CHLOE, "dollars canadiens")
    assert drafts(desk, CHLOE)[0].heard == Heard(amount=Money.parse("250000 CAD"))
    assert "dans quelle devise" not in str(settled)


def test_part_said_later_is_no_correction(desk: Desk) -> None:
    kept(desk, text=PILOT)
    desk.clock.advance(hours=2)
    assert ActionName.EDIT_DRAFT not in [each.name for each in actions(desk.says(LUCIA, "300 mil dólares"))]


def test_form_that_completes_a_reply_has_what_was_read_in_it(desk: Desk) -> None:
    _, answer = kept(desk, text=PILOT)
    edit = next(each for each in actions(answer) if each.name is ActionName.EDIT_DRAFT)
    form = desk.presses(LUCIA, edit.name, *edit.arguments)
    assert filled_in(form) == {
        "stage": "in_progress",
        "narrative": PILOT,
        "figures": "money,help",
        "amount": "250000 USD",
        "quantity": "3 municipios",
    }


def test_replies_not_confirmed_are_listed_each_with_what_can_be_done(desk: Desk) -> None:
    for number in range(8):
        desk.says(LUCIA, f"Avanzamos con el registro, {number} oficinas abiertas")
    listed = desk.asks(LUCIA, "borradores")
    own = actions(listed)
    newest = str(drafts(desk)[0].id)

    assert "Y 2 más" in in_words(view_of(listed))
    assert Action(ActionName.REREAD_DRAFT, (newest,)) in own
    assert sum(each.name is ActionName.DISCARD_DRAFT for each in own) == 6
    desk.presses(LUCIA, ActionName.DISCARD_DRAFT, newest)
    assert len(drafts(desk)) == 7
    assert form_of(desk.presses(LUCIA, ActionName.EDIT_DRAFT, str(drafts(desk)[0].id))).name == "update"


@pytest.mark.parametrize("words", ["rec-058", "es del rec-058", "el 58", "para rec-058", "c'est rec-058"])
def test_pledge_that_is_named_after_a_draft_is_the_drafts(desk: Desk, words: str) -> None:
    found, _ = kept(desk)
    answer = desk.says(LUCIA, words)

    assert [each.id for each in drafts(desk)] == [found.id]
    assert drafts(desk)[0].pledge == "rec-058"
    filing = [each for each in actions(answer) if each.name is ActionName.FILE_DRAFT]
    assert [each.arguments[1] for each in filing] == ["rec-058"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("sin cambios en rec-059", "¿Sin cambios en rec-059?"),
        ("historial rec-058", "rec-058 · "),
        ("seguir rec-058", "Desde ahora sigue"),
        ("compromisos rec-058", "rec-058 · "),
    ],
)
def test_what_is_asked_of_a_pledge_after_a_draft_is_answered(desk: Desk, words: str, answer: str) -> None:
    kept(desk)
    assert summary(desk.says(LUCIA, words)).startswith(answer)
    assert drafts(desk)[0].pledge is None


def test_pledge_of_others_is_not_the_drafts(desk: Desk) -> None:
    kept(desk)
    desk.says(LUCIA, "rec-024")
    assert drafts(desk)[0].pledge is None


@pytest.mark.parametrize(
    ("said", "then", "quantity"),
    [
        ("ya colocamos 340 personas en el programa", "no eran 340, eran 430", "430 personas"),
        ("ya colocamos 340 personas en el programa", "no, son 430 personas", "430 personas"),
        ("ya colocamos 340 personas en el programa", "no son 340; sino 430", "430 personas"),
    ],
)
def test_number_is_put_right_by_saying_what_it_was_not(
    desk: Desk, said: str, then: str, quantity: str
) -> None:
    found, _ = kept(desk, text=said)
    answer = desk.says(LUCIA, then)

    assert [each.id for each in drafts(desk)] == [found.id]
    assert quantity in in_words(view_of(answer))


def test_other_words_after_a_draft_are_no_number(desk: Desk) -> None:
    kept(desk, text="ya colocamos 340 personas en el programa")
    desk.says(LUCIA, "no eran todas de México, creo")
    assert "340" in drafts(desk)[-1].text


def test_pledge_that_is_named_in_the_words_is_the_drafts(desk: Desk) -> None:
    _, answer = kept(desk, text="Ya abrimos dos oficinas en el sur, para rec-059")
    assert drafts(desk)[0].pledge == "rec-059"
    filing = [each for each in actions(answer) if each.name is ActionName.FILE_DRAFT]
    assert [each.arguments[1] for each in filing] == ["rec-059"]


def test_of_several_pledges_that_are_named_these_are_offered(desk: Desk) -> None:
    _, answer = kept(desk, text="Ya empezó el rec-058 en octubre y el rec-059 está cumplido")
    filing = [each for each in actions(answer) if each.name is ActionName.FILE_DRAFT]
    assert [each.arguments[1] for each in filing] == ["rec-058", "rec-059"]


@pytest.mark.parametrize("words", ["en realidad eran 430", "no, en realidad son 430", "más bien 430"])
def test_what_it_was_really_corrects_a_draft(desk: Desk, words: str) -> None:
    desk.says(LUCIA, "Contratamos a 340 personas en Puebla")
    desk.says(LUCIA, words)

    (found,) = drafts(desk)
    assert found.heard
    assert found.heard.quantity == Quantity(number=Decimal(430), unit="personas")


def test_number_of_another_pledge_alone_opens_it(desk: Desk) -> None:
    desk.says(LUCIA, "rec-058 ya está en curso")

    assert "rec-022" in summary(desk.says(LUCIA, "rec-022"))
    assert [each.pledge for each in drafts(desk)] == ["rec-058"]
