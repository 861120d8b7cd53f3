from dataclasses import replace
from decimal import Decimal

import pytest
from tests.unit.desk import (
    ANA,
    CA,
    CR,
    ELENA,
    GRACE,
    LUCIA,
    MX,
    NOAH,
    NOW,
    STRANGER,
    TOMAS,
    Desk,
    actions,
    errors_of,
    filled_in,
    form_of,
    summary,
    view_of,
)

from mirps_bot.dialogue import Answer, Ask, Corrected, Shown, Tell
from mirps_bot.domain.delivery import Inbox, Prepared
from mirps_bot.domain.ids import PledgeId
from mirps_bot.domain.person import Role
from mirps_bot.domain.pledge import ContributionType, Pathway, Stage
from mirps_bot.domain.query import PledgeFilter
from mirps_bot.domain.update import Report, Surface, Update, UpdateKind
from mirps_bot.features import update
from mirps_bot.ports import RosterRow
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.blocks import Facts, text_of

OURS, ALSO_OURS, JOINT = map(PledgeId, ("rec-058", "rec-059", "rec-022"))
"""Mexico's, and one of Mexico with Canada."""

WHOLE = {
    "pledge": OURS,
    "stage": "in_progress",
    "narrative": "Tres municipios",
    "figures": "money,help",
    "amount": "1.500.000,50 mxn",
    "quantity": "120 personas",
    "period": "2026-Q3",
    "evidence": "https://gob.example/informe",
}


def asked(desk: Desk, email: str, words: str) -> Ask:
    with desk.visit(email) as visit:
        form = update.answer(visit, words)
    assert isinstance(form, Ask)
    return form


def updates(desk: Desk, pledge: PledgeId = OURS) -> tuple[Update, ...]:
    with desk.storage.begin(reading=True) as unit:
        return unit.updates.of_pledge(pledge)


def values(answer: Answer) -> dict[str, str]:
    """What stands in the fields of a form that is shown."""
    return filled_in(answer)


def options(answer: Answer, field: str) -> list[str]:
    """What a field of a form that is shown can be set to."""
    (found,) = (each for each in form_of(answer).fields if each.key == field)
    return [each.value for each in found.options]


# ---- opening -------------------------------------------------------------------------------------


def test_form_for_a_pledge_never_reported_on_starts_with_this_quarter(desk: Desk) -> None:
    form = asked(desk, LUCIA, OURS)
    assert (form.raw, form.intro) == ({"pledge": OURS, "stage": "", "period": "2026-Q4", "figures": ""}, None)


def test_what_is_said_of_a_pledge_after_a_colon_stands_in_the_form(desk: Desk) -> None:
    assert asked(desk, LUCIA, f"{OURS}: Firmamos el acuerdo, 3 ciudades").raw["narrative"] == (
        "Firmamos el acuerdo, 3 ciudades"
    )
    assert "narrative" not in asked(desk, LUCIA, OURS).raw


def test_form_is_prefilled_from_the_last_report_but_for_its_words(desk: Desk) -> None:
    desk.submits(LUCIA, WHOLE)
    form = asked(desk, TOMAS, OURS)
    assert form.raw == {
        "pledge": OURS,
        "stage": "in_progress",
        "period": "2026-Q4",
        "figures": "money,help",
        "amount": "1500000.5 MXN",
        "quantity": "120 personas",
        "pathway": "",
        "evidence": "https://gob.example/informe",
    }
    assert (form.intro, form.intro_values) == ("last_reported", {"entity": MX, "since": NOW})


def test_prefilled_amount_can_be_sent_as_it_stands(desk: Desk) -> None:
    desk.submits(LUCIA, WHOLE, key="1")
    desk.submits(LUCIA, values(desk.asks(LUCIA, f"actualizar {OURS}")), key="2")
    again, first = updates(desk)
    assert again.report == replace(first.report, narrative=None, period="2026-Q4")


def test_form_offers_open_pledges_of_the_entity(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": ALSO_OURS, "stage": "withdrawn"})
    offered = set(options(desk.asks(LUCIA, "actualizar"), "pledge"))
    assert offered == {"msp-mirps-asylum", JOINT, OURS, "rec-064"}


def test_closed_pledge_can_be_corrected_when_named(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": OURS, "stage": "withdrawn"})
    assert options(desk.asks(LUCIA, f"actualizar {OURS}"), "pledge")[0] == OURS


def test_only_pledge_needs_no_choosing(desk: Desk) -> None:
    (only,) = options(desk.asks(GRACE, "update"), "pledge")
    assert asked(desk, GRACE, "").raw["pledge"] == only


def test_form_offers_the_last_six_quarters(desk: Desk) -> None:
    periods = options(desk.asks(LUCIA, "actualizar"), "period")
    assert periods == ["2026-Q4", "2026-Q3", "2026-Q2", "2026-Q1", "2025-Q4", "2025-Q3"]


@pytest.mark.parametrize(
    ("email", "words", "told"),
    [
        (STRANGER, "", Tell(phrase="not_on_roster")),
        (STRANGER, OURS, Tell(phrase="not_on_roster")),
        (ANA, OURS, Tell(phrase="not_yours", values={"id": OURS, "owners": (MX,)})),
        (LUCIA, "rec-999", Tell(phrase="unknown_pledge", values={"typed": "rec-999"})),
    ],
)
def test_form_is_not_opened_but_said_why(desk: Desk, email: str, words: str, told: Tell) -> None:
    with desk.visit(email) as visit:
        assert update.answer(visit, words) == told


def test_observer_may_not_report(desk: Desk) -> None:
    ana = desk.person(ANA)
    with desk.visit(NOAH) as visit:
        observer = RosterRow(
            email=ANA,
            name=ana.name,
            entity=ana.entity,
            role=Role.OBSERVER,
            language=ana.language,
            time_zone=ana.time_zone,
        )
        visit.unit.people.save([observer])
        visit.unit.commit()
    with desk.visit(ANA) as visit:
        assert update.answer(visit, "") == Tell(phrase="nothing_to_report", values={"entity": CR})


# ---- choosing in the open form -------------------------------------------------------------------


def test_another_pledge_brings_its_own_last_report_and_keeps_the_words(desk: Desk) -> None:
    desk.submits(LUCIA, WHOLE)
    typed = {"pledge": OURS, "narrative": "lo que ya escribí"}
    assert values(desk.chooses(LUCIA, typed)) == {
        "pledge": OURS,
        "stage": "in_progress",
        "narrative": "lo que ya escribí",
        "figures": "money,help",
        "amount": "1500000.5 MXN",
        "quantity": "120 personas",
        "period": "2026-Q4",
        "evidence": "https://gob.example/informe",
    }


def test_choice_keeps_the_draft_that_the_form_came_from(desk: Desk) -> None:
    answer = desk.chooses(LUCIA, {"pledge": OURS}, context={"draft": "7"})
    assert form_of(answer).context == {"draft": "7"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", {"msp-mirps-asylum", JOINT, OURS, ALSO_OURS, "rec-064"}),
        ("REC-058", {OURS}),
        ("rec-05", {OURS, ALSO_OURS}),
        ("PledgeKind", set()),
        ("zzyzx", set()),
    ],
)
def test_pledges_are_narrowed_by_what_is_typed(desk: Desk, typed: str, found: set[str]) -> None:
    options = desk.bot.options(desk.actor(LUCIA), "update", "pledge", typed)
    assert {each.value for each in options} == found


def test_pledges_are_found_by_words_of_their_titles_in_any_language(desk: Desk) -> None:
    with desk.storage.begin(reading=True) as unit:
        tracked = unit.pledges.find(OURS)
    assert tracked
    assert tracked.pledge.names
    for title in tracked.pledge.names.all():
        options = desk.bot.options(desk.actor(LUCIA), "update", "pledge", title)
        assert OURS in {each.value for each in options}


def test_strangers_are_offered_no_pledges(desk: Desk) -> None:
    assert desk.bot.options(desk.actor(STRANGER), "update", "pledge", "") == ()


# ---- sending -------------------------------------------------------------------------------------


def test_report_is_filed_as_it_was_meant(desk: Desk) -> None:
    assert summary(desk.submits(LUCIA, WHOLE)) == "Registrado: A-00001"

    (filed,) = updates(desk)
    assert filed.report == Report(
        stage=Stage.IN_PROGRESS,
        narrative="Tres municipios",
        amount=Decimal("1500000.50"),
        currency="MXN",
        quantity=Decimal(120),
        unit="personas",
        period="2026-Q3",
        evidence="https://gob.example/informe",
    )
    assert (filed.entity, filed.author_name, filed.on_behalf, filed.surface, filed.filed_at) == (
        MX,
        "Lucía Ortega",
        False,
        Surface.FORM,
        NOW,
    )


def test_receipt_is_sent_to_its_author_too(desk: Desk) -> None:
    answer = desk.submits(LUCIA, WHOLE)
    with desk.storage.begin() as unit:
        (owed,) = unit.deliveries.claim(NOW, limit=10, lease=NOW - NOW)
    assert isinstance(answer, Shown)
    assert isinstance(owed.content, Prepared)
    assert owed.content.to == Inbox(person=desk.person(LUCIA).id)
    assert "A-00001" in owed.content.view


def test_form_sent_twice_is_filed_once_with_the_same_receipt(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": OURS, "stage": "planning"}, key="before")
    first = desk.submits(LUCIA, WHOLE, key="once")
    assert desk.submits(LUCIA, WHOLE, key="once") == first
    assert [each.number for each in updates(desk)] == ["A-00002", "A-00001"]


def test_receipt_tells_the_stage_before(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": OURS, "stage": "planning"}, key="1")
    answer = desk.submits(LUCIA, WHOLE, key="2")
    facts = dict(row for each in view_of(answer).blocks if isinstance(each, Facts) for row in each.rows)
    assert text_of(facts["Etapa"]) == "en planificación → en curso"


def test_what_is_wrong_is_said_at_each_field_in_the_persons_language(desk: Desk) -> None:
    figures = {"figures": "money,places", "amount": "mucho", "quantity": "5"}
    wrong = {"pledge": OURS, "stage": "", **figures, "evidence": "gob.example"}
    assert desk.submits(LUCIA, wrong) == Corrected(
        errors={
            "stage": "Falta este dato.",
            "amount": "«mucho» no se puede leer como monto. Escriba la cifra y la moneda, por ejemplo: 250 000 USD",
            "quantity": "«5», ¿de qué? Agregue lo que cuenta, por ejemplo: 120 personas",
            "evidence": "«gob.example» no es una dirección web. Debe empezar con https://",
        }
    )
    assert updates(desk) == ()


def test_corrected_form_is_filed_under_the_same_opening(desk: Desk) -> None:
    assert isinstance(desk.submits(LUCIA, WHOLE | {"amount": "mucho"}), Corrected)
    assert isinstance(desk.submits(LUCIA, WHOLE), Shown)
    assert len(updates(desk)) == 1


def test_form_sent_before_a_choice_could_bring_up_its_fields_comes_back_with_them(desk: Desk) -> None:
    typed = {"pledge": OURS, "stage": "in_progress", "narrative": "lo que ya escribí", "figures": "money"}
    shown = {"pledge", "stage", "narrative", "figures", "period", "evidence", "document"}

    answer = desk.submits(LUCIA, typed, shown=shown)

    assert "amount" in shown_fields(answer)
    assert values(answer)["narrative"] == "lo que ya escribí"
    assert updates(desk) == ()

    assert isinstance(desk.submits(LUCIA, typed, shown=shown | {"amount"}, key="anew"), Shown)
    assert len(updates(desk)) == 1


def test_pledge_of_another_entity_is_refused_at_its_field(desk: Desk) -> None:
    answer = desk.submits(ANA, {"pledge": OURS, "stage": "planning"})
    assert answer == Corrected(
        errors={"pledge": "Este compromiso es de otra entidad: elija uno de los suyos."}
    )
    assert updates(desk) == ()


def test_pledge_that_is_gone_is_refused_at_its_field(desk: Desk) -> None:
    answer = desk.submits(LUCIA, {"pledge": "rec-999", "stage": "planning"})
    assert answer == Corrected(errors={"pledge": "Elija una de las opciones de la lista."})


def test_stranger_can_not_send_a_form(desk: Desk) -> None:
    assert "Secretaría" in summary(desk.submits(STRANGER, WHOLE))
    assert updates(desk) == ()


def test_secretariat_reports_on_behalf(desk: Desk) -> None:
    desk.submits(NOAH, {"pledge": JOINT, "stage": "planning"})
    (filed,) = updates(desk, JOINT)
    assert (filed.entity, filed.author_name, filed.on_behalf) == (MX, "Noah Fischer", True)


@pytest.mark.parametrize(
    ("email", "words"),
    [
        (NOAH, "report rec-023 for Canada"),
        (NOAH, "report rec-023 in Canada's name"),
        (ELENA, "reportar rec-023 por Canadá"),
        (ELENA, "informar rec-023 en nombre de Canadá"),
        (ELENA, "informar rec-023 em nome do Canadá"),
        (ELENA, "informar rec-023 au nom du Canada"),
    ],
)
def test_secretariat_reports_for_the_maker_that_is_named(desk: Desk, email: str, words: str) -> None:
    asked = form_of(desk.asks(email, words))
    assert "Canad" in (asked.intro or "")
    desk.submits(email, {**WHOLE, "pledge": "rec-023"}, context=asked.context)
    with desk.storage.begin(reading=True) as unit:
        filed = unit.updates.latest(PledgeId("rec-023"), UpdateKind.UPDATE)
    assert filed
    assert (filed.entity, filed.on_behalf) == (CA, True)


def test_without_a_name_the_secretariat_reports_its_own_part(desk: Desk) -> None:
    assert not form_of(desk.asks(NOAH, "report rec-023")).context.get("for")


@pytest.mark.parametrize("words", ["report rec-058 for Canada", "reportar rec-058 por Canadá"])
def test_whoever_did_not_make_a_pledge_is_said_not_to_be_among_its_makers(desk: Desk, words: str) -> None:
    answer = desk.asks(NOAH, words)
    assert summary(answer).startswith("rec-058 was made by Mexico; Canada is not among them.")
    assert Action(ActionName.REPORT, ("rec-058",)) in actions(answer)


def test_nobody_files_in_the_name_of_another_entity_by_a_forged_form(desk: Desk) -> None:
    refused = desk.submits(LUCIA, {**WHOLE, "pledge": JOINT}, context={"for": "ca"})
    assert set(errors_of(refused)) == {"pledge"}


@pytest.mark.parametrize("words", ["report for Mexico", "reportar por México"])
def test_report_for_an_entity_alone_lists_what_it_owes(desk: Desk, words: str) -> None:
    assert summary(desk.asks(NOAH, words)) == summary(desk.asks(NOAH, "mine mexico"))


def test_form_tells_the_secretariat_for_whom_it_is_filed(desk: Desk) -> None:
    for answer in (desk.asks(NOAH, "update rec-058"), desk.says(NOAH, "update rec-058")):
        assert "filed on behalf of Mexico, with your name" in str(answer)
    assert "on behalf of" not in str(desk.asks(NOAH, "update rec-008"))


def test_partner_of_a_joint_pledge_reports_for_itself(desk: Desk) -> None:
    with desk.visit(NOAH) as visit:
        canada = next(each for each in visit.unit.people.all() if each.entity == "ca")
    desk.submits(canada.email, {"pledge": JOINT, "stage": "planning"})
    with desk.storage.begin(reading=True) as unit:
        (part,) = unit.updates.of_pledge(JOINT, parts=True)
    assert (part.entity, part.kind, updates(desk, JOINT)) == ("ca", UpdateKind.PART, ())


def test_narrative_is_kept_as_it_was_written(desk: Desk) -> None:
    odd = "*no* <!channel> & [x](https://x.org)\n- «ñ» 👩🏽‍💻 مرحبا'); DROP TABLE updates;--"
    desk.submits(LUCIA, WHOLE | {"narrative": odd})
    assert updates(desk)[0].report.narrative == odd


# ---- what is asked -------------------------------------------------------------------------------


def shown_fields(answer: Answer) -> list[str]:
    return [each.key for each in form_of(answer).fields]


@pytest.mark.parametrize(
    ("figures", "fields"),
    [
        ("", []),
        ("money", ["amount"]),
        ("help", ["quantity"]),
        ("places", ["quantity", "pathway"]),
        ("money,places", ["amount", "quantity", "pathway"]),
    ],
)
def test_form_asks_for_the_figures_that_there_are(desk: Desk, figures: str, fields: list[str]) -> None:
    typed = {"pledge": OURS, "figures": figures, "narrative": "lo que ya escribí"}
    answer = desk.chooses(LUCIA, typed, changed="figures")
    others = ["period", "evidence", "document"]
    assert shown_fields(answer) == ["pledge", "stage", "narrative", "figures", *fields, *others]
    assert values(answer)["narrative"] == "lo que ya escribí"


def test_form_begins_with_the_figures_that_the_pledge_is_about(desk: Desk) -> None:
    with desk.storage.begin(reading=True) as unit:
        money = next(
            each.pledge.id
            for each in unit.pledges.search(PledgeFilter(is_open=True), limit=200).items
            if each.pledge.types == (ContributionType.FINANCIAL,)
        )
    assert values(desk.asks(NOAH, f"update {money}"))["figures"] == "money"


def test_places_are_filed_with_their_pathway(desk: Desk) -> None:
    desk.submits(
        LUCIA,
        {
            "pledge": OURS,
            "stage": "in_progress",
            "figures": "places",
            "quantity": "30 plazas",
            "pathway": "labour",
        },
    )
    (filed,) = updates(desk)
    assert (filed.report.quantity, filed.report.unit, filed.report.pathway) == (
        Decimal(30),
        "plazas",
        Pathway.LABOUR,
    )


# ---- several in one sitting ----------------------------------------------------------------------


def test_pledges_follow_each_other_with_what_is_the_same_for_all(desk: Desk) -> None:
    first = desk.presses(LUCIA, ActionName.OPEN_FORM, "update", "all", "yes")
    sitting = form_of(first).context["then"].split(",")
    pledges = [values(first)["pledge"], *sitting]
    assert len(pledges) > 2
    typed = {"pledge": pledges[0], "stage": "planning", "period": "2026-Q2", "narrative": "x"}
    receipt = desk.submits(LUCIA, typed, context=form_of(first).context)
    (following,) = (each for each in actions(receipt) if each.name is ActionName.OPEN_FORM)
    second = desk.presses(LUCIA, following.name, *following.arguments, key="2")
    assert values(second)["pledge"] == pledges[1]
    assert values(second)["period"] == "2026-Q2"
    assert "narrative" not in values(second)


def test_last_pledge_of_a_sitting_leads_nowhere(desk: Desk) -> None:
    typed = {"pledge": OURS, "stage": "planning"}
    names = {each.name for each in actions(desk.submits(LUCIA, typed, context={"then": ""}))}
    assert ActionName.OPEN_FORM not in names


# ---- in another's name ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "quiero informar en nombre de honduras",
        "I want to report on behalf of Honduras",
        "quero informar em nome de Honduras",
        "rendre compte au nom du Honduras",
    ],
)
def test_who_asks_to_report_in_anothers_name_is_told_who_may(desk: Desk, words: str) -> None:
    assert "solo informan sus puntos focales y la Secretaría" in summary(desk.says(LUCIA, words))
