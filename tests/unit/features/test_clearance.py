import pytest
from tests.unit.desk import ANA, LUCIA, NOAH, TOMAS, Desk, actions, buttons, filled_in, form_of, summary
from tests.unit.postman import Postman
from tests.unit.reading import brought_to, said, words

from mirps_bot.dialogue import Answer
from mirps_bot.domain.ids import PledgeId
from mirps_bot.domain.update import Update, UpdateKind
from mirps_bot.view.action import ActionName

FIRST = {
    "pledge": "rec-058",
    "stage": "in_progress",
    "narrative": "Tres *municipios*",
    "figures": "money",
    "amount": "250000 USD",
}


def official(desk: Desk) -> tuple[Update, ...]:
    with desk.storage.begin(reading=True) as unit:
        return unit.updates.of_pledge(PledgeId("rec-058"), limit=99)


def reports(desk: Desk, by: str = LUCIA, key: str = "form") -> Answer:
    return desk.submits(by, FIRST, key=key)


def clears(desk: Desk, by: str = TOMAS, number: str = "1") -> Answer:
    return desk.presses(by, ActionName.CLEAR, number)


def returns(desk: Desk, by: str = TOMAS, comment: str = "Falta el municipio") -> Answer:
    return desk.submits(by, {"comment": comment}, form="clearance", context={"clearance": "1"}, key="r")


@pytest.fixture(autouse=True)
def named(desk: Desk) -> None:
    """Mexico's alternate clears."""
    desk.presses(LUCIA, ActionName.NAME_CLEARER, str(desk.person(TOMAS).id))


def test_nothing_is_official_before_it_is_cleared(desk: Desk, postman: Postman) -> None:
    assert summary(reports(desk)) == "Enviado al visto bueno de Tomás Rivera"
    assert official(desk) == ()
    brought = postman.round()
    assert [each.summary for each in brought_to(desk, TOMAS, brought)] == ["¿Da su visto bueno a este texto?"]
    (kept,) = brought_to(desk, LUCIA, brought)
    assert "Tres *municipios*" in words(kept)


def test_cleared_text_is_filed_in_its_authors_name_who_gets_the_receipt(desk: Desk, postman: Postman) -> None:
    reports(desk)
    postman.round()
    desk.clock.advance(hours=1)
    answer = clears(desk)
    (update,) = official(desk)
    assert (update.author_name, update.report.narrative) == ("Lucía Ortega", "Tres *municipios*")
    assert update.filed_at == desk.clock.now()
    assert update.number in summary(answer)
    assert [each.summary for each in brought_to(desk, LUCIA, postman.round())] == [
        f"Registrado: {update.number}"
    ]


def test_cleared_twice_is_filed_once(desk: Desk) -> None:
    reports(desk)
    clears(desk)
    assert summary(clears(desk)) == "Con visto bueno: ya es oficial"
    assert len(official(desk)) == 1


def test_returned_text_goes_back_with_the_comment_and_all_that_was_filled_in(
    desk: Desk, postman: Postman
) -> None:
    reports(desk)
    postman.round()
    returns(desk)
    (back,) = brought_to(desk, LUCIA, postman.round())
    assert back.summary == "Tomás Rivera lo devolvió con un comentario"
    (again,) = (each for block in back.blocks for each in getattr(block, "buttons", ()))
    opened = desk.presses(LUCIA, again.action.name, *again.action.arguments)
    filled = filled_in(opened)
    assert (filled["narrative"], filled["amount"]) == ("Tres *municipios*", "250000 USD")
    assert official(desk) == ()


def test_what_was_returned_is_not_cleared_any_more(desk: Desk) -> None:
    reports(desk)
    returns(desk)
    clears(desk)
    assert official(desk) == ()


@pytest.mark.parametrize("email", [LUCIA, ANA, NOAH])
def test_nobody_else_clears_returns_or_sees_it(desk: Desk, email: str) -> None:
    reports(desk)
    clears(desk, by=email)
    returns(desk, by=email)
    assert official(desk) == ()
    if email != LUCIA:
        assert "municipios" not in said(desk.asks(email, "vistobueno 1"))
    assert summary(clears(desk)).startswith("Visto bueno dado")


def test_whoever_clears_needs_no_clearance(desk: Desk) -> None:
    assert summary(reports(desk, by=TOMAS)).startswith("Registrado")


def test_secretariat_on_behalf_needs_it_too(desk: Desk) -> None:
    assert "Tomás Rivera" in summary(reports(desk, by=NOAH))
    assert official(desk) == ()


def test_other_entities_are_not_concerned(desk: Desk) -> None:
    answer = desk.submits(ANA, {"pledge": "msp-mirps-integration", "stage": "planning"})
    assert summary(answer).startswith("Registrado")


def test_same_form_sent_twice_is_asked_once(desk: Desk, postman: Postman) -> None:
    reports(desk)
    reports(desk)
    assert len(brought_to(desk, TOMAS, postman.round())) == 1


def test_correction_is_cleared_too(desk: Desk) -> None:
    reports(desk)
    clears(desk)
    (update,) = official(desk)
    raw = {"act": "correct", "stage": "fulfilled"}
    desk.submits(LUCIA, raw, form="correct", context={"update": str(update.id)}, key="c")
    assert len(official(desk)) == 1
    clears(desk, number="2")
    assert [each.stands for each in official(desk)] == [True, False]


def test_correction_that_was_overtaken_is_not_filed_and_its_author_knows(
    desk: Desk, postman: Postman
) -> None:
    reports(desk)
    clears(desk)
    postman.round()
    context = {"update": str(official(desk)[0].id)}
    desk.submits(LUCIA, {"act": "correct", "stage": "fulfilled"}, form="correct", context=context, key="c")
    desk.submits(TOMAS, {"act": "correct", "stage": "planning"}, form="correct", context=context, key="d")
    assert summary(clears(desk, number="2")).startswith("Entretanto")
    assert len(official(desk)) == 2
    assert brought_to(desk, LUCIA, postman.round())[-1].summary.startswith("No registrado: entretanto")
    assert "No registrado" in summary(clears(desk, number="2"))


# ---- who left ------------------------------------------------------------------------------------


def test_nothing_is_laid_before_who_has_left(desk: Desk) -> None:
    desk.loses(TOMAS)
    assert summary(reports(desk)).startswith("Registrado")
    assert "Tomás Rivera" not in said(desk.asks(LUCIA, "vistobueno"))
    desk.presses(LUCIA, ActionName.NAME_CLEARER, str(desk.person(TOMAS).id))
    assert summary(desk.asks(LUCIA, "vistobueno")) == "México: nadie tiene que dar el visto bueno"


def test_what_waits_for_who_leaves_is_its_authors_again(desk: Desk, postman: Postman) -> None:
    reports(desk)
    postman.round()
    desk.loses(TOMAS)
    (back,) = brought_to(desk, LUCIA, postman.round())
    assert back.summary == "Tomás Rivera ya no tiene cuenta: el texto vuelve a usted"
    (again,) = (each for block in back.blocks for each in getattr(block, "buttons", ()))
    opened = desk.presses(LUCIA, again.action.name, *again.action.arguments)
    assert "Tres *municipios*" in [each.value for each in form_of(opened).fields]
    assert summary(reports(desk, key="again")).startswith("Registrado")
    assert len(official(desk)) == 1


def test_overview_says_who_clears_and_what_waits(desk: Desk) -> None:
    reports(desk)
    mine, theirs = desk.asks(LUCIA, "vistobueno"), desk.asks(TOMAS, "vistobueno")
    assert summary(mine) == summary(theirs) == "México: da el visto bueno Tomás Rivera"
    assert ("Esperan su visto bueno" in str(mine), "Esperan su visto bueno" in str(theirs)) == (False, True)
    assert [each.name for each in actions(theirs)] == [ActionName.ASK]


@pytest.mark.parametrize("number", ["²", "9" * 20])
def test_what_is_no_number_of_a_text_asks_for_all_of_them(desk: Desk, number: str) -> None:
    assert summary(desk.asks(TOMAS, f"vistobueno {number}")) == "México: da el visto bueno Tomás Rivera"


def test_no_one_may_be_named_again(desk: Desk) -> None:
    assert "Sin visto bueno" in [each.label for each in buttons(desk.asks(LUCIA, "vistobueno"))]
    desk.presses(LUCIA, ActionName.NAME_CLEARER, "")
    assert summary(reports(desk)).startswith("Registrado")


def test_only_the_focal_point_names_and_only_colleagues(desk: Desk) -> None:
    desk.presses(TOMAS, ActionName.NAME_CLEARER, "")
    desk.presses(LUCIA, ActionName.NAME_CLEARER, str(desk.person(ANA).id))
    assert summary(reports(desk)) == "Enviado al visto bueno de Tomás Rivera"


def test_that_nothing_changed_needs_no_clearing_and_whoever_clears_knows(
    desk: Desk, postman: Postman
) -> None:
    named = desk.presses(LUCIA, ActionName.NAME_CLEARER, str(desk.person(TOMAS).id))
    desk.presses(LUCIA, ActionName.NO_CHANGE, "rec-058")
    assert [each.kind for each in official(desk)] == [UpdateKind.CONFIRMATION]
    assert brought_to(desk, TOMAS, postman.round()) == []
    assert "«Sin cambios» no lleva texto" in summary(named)
    assert "«Sin cambios» no lleva texto" in said(desk.asks(TOMAS, "vistobueno"))
