import pytest
from tests.unit.desk import ANA, CHLOE, GRACE, LUCIA, NOAH, Desk, actions, buttons, filled_in, summary
from tests.unit.postman import Brought, Postman
from tests.unit.reading import brought_to, said, words

from mirps_bot.dialogue import Answer, Asked, Corrected
from mirps_bot.domain.delivery import Living, Sent
from mirps_bot.domain.ids import PledgeId
from mirps_bot.domain.update import Update, UpdateKind
from mirps_bot.features.owed import owed_since
from mirps_bot.parcels import Parcel
from mirps_bot.view.action import ActionName

JOINT = PledgeId("rec-022")
"""Mexico's, with Canada."""
CANADAS = {
    "pledge": JOINT,
    "stage": "in_progress",
    "narrative": "Le pilote a commencé",
    "figures": "money",
    "amount": "250000 USD",
}
OFFICIAL = {"stage": "in_progress", "narrative": "Todo avanza", "amount": "250000 USD"}


def history(desk: Desk, *, parts: bool = False) -> tuple[Update, ...]:
    with desk.storage.begin(reading=True) as unit:
        return unit.updates.of_pledge(JOINT, limit=99, parts=parts)


def consolidates(desk: Desk, *, by: str = LUCIA, key: str = "j", **raw: str) -> Answer:
    return desk.submits(by, OFFICIAL | raw, form="joint", context={"pledge": JOINT}, key=key)


def told(brought: list[Brought]) -> list[Parcel]:
    return [
        each.what
        for each in brought
        if isinstance(each.delivery.content, Living) and isinstance(each.what, Parcel)
    ]


def test_contributors_report_is_a_part_and_nothing_official(desk: Desk) -> None:
    desk.submits(CHLOE, CANADAS)
    assert history(desk) == ()
    (part,) = history(desk, parts=True)
    assert (part.kind, part.entity) == (UpdateKind.PART, "ca")
    assert "Le pilote" not in said(desk.asks(LUCIA, f"compromisos {JOINT}"))


def test_word_of_a_contributor_is_official_where_nobody_answers_for_the_lead(desk: Desk) -> None:
    desk.submits(GRACE, {"pledge": "rec-015", "stage": "planning"})
    with desk.storage.begin(reading=True) as unit:
        (update,) = unit.updates.of_pledge(PledgeId("rec-015"))
    assert (update.kind, update.entity) == (UpdateKind.UPDATE, "wbg")


def test_lead_reads_the_parts_attributed_and_in_their_language(desk: Desk, postman: Postman) -> None:
    desk.submits(CHLOE, CANADAS)
    (parcel,) = told(postman.round())
    assert parcel.view.summary == f"{JOINT} · informe conjunto"
    text = words(parcel.view)
    assert "(francés) «Le pilote a commencé»" in text
    assert "Suma de las partes: USD 250" in text.replace("\N{NO-BREAK SPACE}", " ")


def test_draft_opens_with_every_part_in_it(desk: Desk) -> None:
    desk.submits(CHLOE, CANADAS)
    opened = desk.presses(LUCIA, ActionName.OPEN_FORM, "joint", "pledge", JOINT)
    filled = filled_in(opened)
    assert (filled["narrative"], filled["amount"]) == ("Canadá (fr): Le pilote a commencé", "250000 USD")


def test_lead_files_one_official_update(desk: Desk) -> None:
    desk.submits(CHLOE, CANADAS)
    desk.clock.advance(hours=1)
    assert summary(consolidates(desk)).startswith("Registrado")
    (update,) = history(desk)
    assert (update.kind, update.entity, update.report.narrative) == (UpdateKind.UPDATE, "mx", "Todo avanza")


def test_second_official_update_of_a_cycle_takes_the_place_of_the_first(desk: Desk) -> None:
    consolidates(desk)
    consolidates(desk, key="2", narrative="Todo terminó")
    assert [each.stands for each in history(desk)] == [True, False]


def test_saying_the_same_again_is_no_second_update(desk: Desk) -> None:
    consolidates(desk)
    assert isinstance(consolidates(desk, key="2"), Corrected)
    assert len(history(desk)) == 1


def test_corrected_part_counts_once_and_opens_the_draft_again(desk: Desk, postman: Postman) -> None:
    desk.submits(CHLOE, CANADAS)
    postman.round()
    desk.clock.advance(hours=1)
    consolidates(desk)
    desk.clock.advance(hours=1)
    (part,) = (each for each in history(desk, parts=True) if each.kind is UpdateKind.PART)
    raw = {"act": "correct", "stage": "in_progress", "amount": "300000 USD"}
    desk.submits(CHLOE, raw, form="correct", context={"update": str(part.id)}, key="c")

    (again,) = told(postman.round())
    assert isinstance(again.to, Sent)
    text = words(again.view).replace("\N{NO-BREAK SPACE}", " ")
    assert "el borrador está abierto otra vez" in text
    assert "Suma de las partes: USD 300" in text
    assert "corregida" in text


def test_no_change_of_a_contributor_is_its_part(desk: Desk) -> None:
    desk.presses(CHLOE, ActionName.NO_CHANGE, JOINT)
    (part,) = history(desk, parts=True)
    assert (part.kind, part.entity, history(desk)) == (UpdateKind.PART, "ca", ())
    assert "sin cambios" in said(desk.asks(LUCIA, f"conjuntos {JOINT}"))


def test_lead_hears_of_a_tap_and_of_its_undoing(desk: Desk, postman: Postman) -> None:
    receipt = desk.presses(CHLOE, ActionName.NO_CHANGE, JOINT)
    (first,) = told(postman.round())
    assert "Ya dieron su parte: Canadá" in words(first.view)
    desk.clock.advance(minutes=5)
    (undo,) = (each for each in actions(receipt) if each.name is ActionName.REVOKE)
    desk.presses(CHLOE, ActionName.REVOKE, *undo.arguments)
    (again,) = told(postman.round())
    assert "Faltan: Canadá" in words(again.view)


def test_whoever_has_given_its_part_is_not_asked_for_it_again(desk: Desk) -> None:
    with desk.visit(CHLOE) as visit:
        opens = visit.now.replace(day=1, hour=6)
        before = {each.id for each in owed_since(visit.unit, desk.person(CHLOE).entity, opens)}
    desk.submits(CHLOE, CANADAS)
    with desk.visit(CHLOE) as visit:
        after = {each.id for each in owed_since(visit.unit, desk.person(CHLOE).entity, opens)}
        leads = {each.id for each in owed_since(visit.unit, desk.person(LUCIA).entity, opens)}
    assert (before - after, JOINT in leads) == ({JOINT}, True)


def test_lead_nudges_the_rest_in_private_once_a_week(desk: Desk, postman: Postman) -> None:
    def nudges() -> list[str]:
        desk.presses(LUCIA, ActionName.NUDGE, JOINT, key=str(desk.clock.now()))
        return [each.summary for each in brought_to(desk, CHLOE, postman.round())]

    asked = "Mexique prépare le compte rendu commun\N{NO-BREAK SPACE}: il manque votre part"
    assert nudges() == [asked]
    desk.clock.advance(days=6)
    assert nudges() == []
    desk.clock.advance(days=1)
    assert nudges() == [asked]


def test_whoever_has_answered_is_not_nudged(desk: Desk, postman: Postman) -> None:
    desk.submits(CHLOE, CANADAS)
    postman.round()
    desk.presses(LUCIA, ActionName.NUDGE, JOINT)
    assert brought_to(desk, CHLOE, postman.round()) == []


@pytest.mark.parametrize("email", [CHLOE, ANA])
def test_only_the_lead_nudges_drafts_and_files(desk: Desk, email: str) -> None:
    desk.presses(email, ActionName.NUDGE, JOINT)
    assert not isinstance(desk.presses(email, ActionName.OPEN_FORM, "joint", "pledge", JOINT), Asked)
    consolidates(desk, by=email)
    assert history(desk) == ()


def test_contributor_sees_its_own_part_and_no_one_elses(desk: Desk) -> None:
    desk.submits(CHLOE, CANADAS)
    shown = desk.asks(CHLOE, f"communs {JOINT}")
    assert "Le pilote a commencé" in said(shown)
    assert ActionName.NUDGE not in {each.name for each in actions(shown)}


def test_joint_pledges_of_an_entity_are_listed(desk: Desk) -> None:
    listed = desk.asks(LUCIA, "conjuntos")
    assert summary(listed) == "México: 2 compromisos conjuntos"
    assert {each.label for each in buttons(listed)} == {"Ver rec-022", "Ver msp-mirps-asylum"}


def test_pledge_of_one_entity_is_not_joint(desk: Desk) -> None:
    assert "una sola entidad" in summary(desk.asks(LUCIA, "conjuntos rec-058"))


def test_secretariat_files_for_the_lead(desk: Desk) -> None:
    consolidates(desk, by=NOAH)
    assert (history(desk)[0].entity, history(desk)[0].on_behalf) == ("mx", True)
