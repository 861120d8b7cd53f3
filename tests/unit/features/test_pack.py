"""The meeting pack: of the meeting that is meant, since the one before it, and only what its reader may see."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from tests.unit.desk import (
    ANA,
    CHLOE,
    DEADLINE,
    ELENA,
    GRACE,
    KARLA,
    LUCIA,
    MEETING,
    NOAH,
    RAFAEL,
    STRANGER,
    Desk,
    actions,
    buttons,
    summary,
)
from tests.unit.postman import Postman
from tests.unit.reading import brought_to, said, words

from mirps_bot.dialogue import Show
from mirps_bot.domain.calendar import Event, EventStatus
from mirps_bot.domain.dates import PartialDate, Quarter
from mirps_bot.domain.delivery import Story
from mirps_bot.domain.ids import EntityId, EventId, GroupId
from mirps_bot.domain.language import Language, Names
from mirps_bot.domain.person import Role
from mirps_bot.features import digest, pack
from mirps_bot.features.pack import Meeting
from mirps_bot.ports import RosterRow
from mirps_bot.view.action import Action, ActionName
from mirps_bot.view.document import (
    Document,
    Item,
    Listing,
    Picture,
    Quotation,
    Section,
    SmallPrint,
    Table,
    Text,
    Title,
)

OBSERVER = "observador@example.org"
BEFORE = replace(
    MEETING, id=EventId("meeting-before"), status=EventStatus.HELD, start=PartialDate.parse("2026-10-20")
)
OF_GROUP = replace(
    MEETING,
    id=EventId("asylum-meeting"),
    title=Names(es="Encuentro del grupo de asilo", en="Meeting on asylum"),
    series="working_group",
    group=GroupId("wg-asylum"),
    start=PartialDate.parse("2026-12-17"),
)
TROIKA = replace(
    MEETING,
    id=EventId("troika-meeting"),
    title=Names(es="Reunión de la Troika", en="Troika meeting"),
    series="troika",
    start=None,
    start_time=None,
    end_time=None,
    time_zone=None,
    quarters=(Quarter.parse("2027-Q1"),),
)
OWN = {
    "pledge": "rec-058",
    "stage": "in_progress",
    "narrative": "Tres oficinas abiertas",
    "figures": "money",
    "amount": "250000 USD",
}
PART = {"pledge": "rec-022", "stage": "in_progress", "narrative": "Le pilote a commencé"}
"""Canada's, of a pledge that Mexico leads."""
WHOLE = {"stage": "in_progress", "narrative": "El registro digital funciona en dos sedes"}
DRAFT = "Todavía no lo diga, pero cerramos la oficina norte"


def with_events(desk: Desk, *events: Event) -> Desk:
    with desk.storage.begin() as unit:
        unit.events.save(events)
        unit.commit()
    return desk


def texts(item: Item) -> Iterator[str]:
    match item:
        case Title(text=text, above=above):
            yield from (text, above)
        case Section(text=text) | Quotation(text=text) | SmallPrint(text=text):
            yield text
        case Text(text=text, lead=lead):
            yield f"{lead}  {text}" if lead else text
        case Listing(items=items):
            yield from (line for each in items for line in texts(each))
        case Table(title=title, heads=heads, rows=rows):
            yield title
            yield from (" | ".join(row) for row in (heads, *rows))
        case Picture(alt=alt):
            yield alt


def told(document: Document) -> str:
    """All that stands in it."""
    return "\n".join(line for item in document.items for line in texts(item))


def pack_for(desk: Desk, email: str, asked: str = "") -> Document:
    made = desk.bot.file_for(desk.actor(email), Story.PACK, asked)
    assert isinstance(made, Document)
    return made


def meeting(desk: Desk, asked: str, email: str = LUCIA) -> Meeting | None:
    with desk.visit(email) as visit:
        return pack.find_meeting(visit, asked)


@pytest.fixture
def held(desk: Desk) -> Desk:
    """A calendar with the meeting before, the group's and the troika's."""
    return with_events(desk, BEFORE, OF_GROUP, TROIKA)


@pytest.fixture
def reported(held: Desk) -> Desk:
    """Mexico's update, Canada's part of a joint pledge, and a draft; Honduras needs something that Canada offers."""
    held.submits(LUCIA, OWN, key="own")
    held.clock.advance(hours=1)
    held.submits(CHLOE, PART, key="part")
    held.says(LUCIA, DRAFT)
    offer = {"entity": "ca", "area": "asylum_systems", "type": "technical", "what": "Quatre spécialistes"}
    held.submits(CHLOE, offer, form="offers", key="offer")
    need = {"entity": "hn", "area": "asylum_systems", "type": "technical", "what": "Formación de oficiales"}
    held.submits(KARLA, need | {"contact": "Despacho 12"}, form="needs", key="need")
    with held.storage.begin() as unit:
        unit.people.save(
            [
                RosterRow(
                    email=OBSERVER,
                    name="Olga Vera",
                    entity=EntityId("ca"),
                    role=Role.OBSERVER,
                    language=Language.ES,
                    time_zone="America/Mexico_City",
                )
            ]
        )
        unit.commit()
    return held


# ---- asking for it


@pytest.mark.parametrize(
    ("email", "asked", "title", "file"),
    [
        (LUCIA, "carpeta grupo de asilo", "Encuentro del grupo de asilo", "mirps-carpeta"),
        (GRACE, "pack asylum working group", "Meeting on asylum", "mirps-pack"),
        (RAFAEL, "pasta grupo de asilo", "Encuentro del grupo de asilo", "mirps-pasta"),
        (CHLOE, "dossier groupe asile", "Encuentro del grupo de asilo", "mirps-dossier"),
    ],
)
def test_it_comes_by_direct_message_in_the_readers_language(
    held: Desk, email: str, asked: str, title: str, file: str
) -> None:
    held.asks(email, asked)
    (made,) = [each.file for each in brought_to(held, email, Postman(held).round()) if each.file]
    assert isinstance(made, Document)
    assert made.items[0] == Title(title, made.subject)
    assert made.file == f"{file}-asylum-meeting-2026-11-24.docx"
    assert made.language == held.person(email).language


def test_nobody_who_is_not_on_the_roster_gets_one(held: Desk) -> None:
    held.asks(STRANGER, "carpeta")
    assert [each for each in Postman(held).round() if each.delivery.key.startswith("pack/")] == []


@pytest.mark.parametrize(
    ("asked", "event"),
    [
        ("", "test-meeting"),
        ("próxima reunión", "test-meeting"),
        ("reunión trimestral", "test-meeting"),
        ("puntos focales", "test-meeting"),
        ("troika", "troika-meeting"),
        ("asilo", "asylum-meeting"),
        ("encuentro del grupo de asilo", "asylum-meeting"),
        ("wg-asylum", "asylum-meeting"),
        ("meeting-before", "meeting-before"),
        ("reunión del 17 de diciembre", "asylum-meeting"),
    ],
)
def test_meeting_that_is_meant_is_found(held: Desk, asked: str, event: str) -> None:
    found = meeting(held, asked)
    assert found
    assert found.event
    assert found.event.id == event


def test_without_words_it_is_the_next_meeting_that_concerns_the_reader(held: Desk) -> None:
    sooner = replace(OF_GROUP, start=PartialDate.parse("2026-12-01"))
    with_events(held, sooner)
    for email, event in ((LUCIA, "asylum-meeting"), (GRACE, "test-meeting"), (NOAH, "asylum-meeting")):
        found = meeting(held, "", email)
        assert found
        assert found.event
        assert found.event.id == event


def test_unknown_meeting_is_asked_back_with_those_that_there_are(held: Desk) -> None:
    answer = held.asks(LUCIA, "carpeta reunión de los marcianos")
    assert "marcianos" in summary(answer)
    assert Action(ActionName.ASK, ("pack test-meeting",)) in actions(answer)
    assert Action(ActionName.ASK, ("pack wg-asylum",)) in actions(answer)
    assert held.bot.file_for(held.actor(LUCIA), Story.PACK, "reunión de los marcianos") is None


def test_cancelled_meeting_is_not_the_next(held: Desk) -> None:
    with_events(held, replace(MEETING, status=EventStatus.CANCELLED))
    found = meeting(held, "reunión trimestral")
    assert found is None or found.event is None or found.event.status is not EventStatus.CANCELLED


# ---- where it is offered


def test_group_and_next_meeting_offer_it_to_whom_it_can_be_sent(held: Desk) -> None:
    for asked, of in (("grupos wg-asylum", "wg-asylum"), ("proxima", "test-meeting")):
        assert Action(ActionName.ASK, (f"pack {of}",)) in actions(held.asks(LUCIA, asked))
        assert Action(ActionName.ASK, (f"pack {of}",)) not in actions(held.asks(STRANGER, asked))
    (button,) = [each for each in buttons(held.asks(LUCIA, "grupos wg-asylum")) if "pack" in str(each.action)]
    assert button.label == "Descargar la carpeta"


def test_digest_before_a_meeting_offers_it_and_one_of_a_week_does_not(held: Desk) -> None:
    def offered(event: Event | None) -> list[str]:
        with held.visit(NOAH) as visit:
            subject = digest.Subject(since=date(2026, 11, 1), until=date(2026, 11, 24), event=event)
            shown: Show = digest.show(digest.summarise(visit, subject))
        return [str(each.action.arguments[0]) for each in shown.choices["pack"]]

    assert offered(MEETING) == ["pack test-meeting"]
    assert offered(None) == []


# ---- what is in it


def test_period_begins_with_the_meeting_before_of_the_same_series(held: Desk) -> None:
    with held.visit(LUCIA) as visit:
        found = pack.find_meeting(visit, "test-meeting")
        assert found
        made = pack.pack_of(visit, found)
    assert (made.before, made.since, made.until) == (BEFORE, date(2026, 10, 20), date(2026, 11, 24))
    assert "Desde la reunión anterior: Reunión trimestral" in told(pack_for(held, LUCIA, "test-meeting"))


def test_where_there_was_no_meeting_before_the_quarter_counts_and_that_is_said(held: Desk) -> None:
    document = told(pack_for(held, LUCIA, "asylum-meeting"))
    assert "1 de octubre de 2026 – 24 de noviembre de 2026" in document
    assert "El calendario no tiene ninguna reunión anterior de esta serie" in document


def test_meeting_before_without_a_day_counts_from_the_first_possible_one(held: Desk) -> None:
    unknown = replace(
        BEFORE,
        start=None,
        start_time=None,
        end_time=None,
        time_zone=None,
        quarters=(Quarter.parse("2026-Q3"),),
    )
    with_events(held, unknown)
    document = told(pack_for(held, LUCIA, "test-meeting"))
    assert "1 de julio de 2026" in document
    assert "el día no consta" in document


def test_hours_stand_in_the_hosts_zone_and_in_the_readers(held: Desk) -> None:
    document = told(pack_for(held, LUCIA, "test-meeting"))
    assert (
        "jueves, 10 de diciembre de 2026 · 09:00–10:30 (Panamá) · 08:00–09:30 (Ciudad de México)" in document
    )


def test_what_is_not_known_is_said(held: Desk) -> None:
    document = told(pack_for(held, LUCIA, "troika-meeting"))
    assert "1.º trimestre de 2027 · sin día fijado" in document
    assert "Dónde | sin dato" in document
    assert "Lidera | sin dato" in document
    assert "Agenda | sin dato" in document


def test_group_that_no_source_ties_to_pledges_shows_the_whole_platform_and_says_so(held: Desk) -> None:
    document = told(pack_for(held, LUCIA, "cso-dialogue"))
    assert (
        "Ninguna fuente vincula compromisos a este grupo: las cifras son de toda la Plataforma." in document
    )
    assert "94 compromisos y contribuciones" in document
    assert "el calendario no tiene ninguna reunión de este grupo por venir" in document


def test_empty_period_is_said_to_be_empty(held: Desk) -> None:
    document = told(pack_for(held, LUCIA, "test-meeting"))
    assert "Nada en este período." in document


def test_report_stands_once_with_its_change_of_stage_and_in_its_own_words(reported: Desk) -> None:
    reported.clock.advance(hours=1)
    reported.submits(
        LUCIA,
        OWN | {"stage": "fulfilled", "narrative": "Todas abiertas", "amount": "300000 USD"},
        key="again",
    )
    document = told(pack_for(reported, GRACE, "test-meeting"))
    assert document.count("Todas abiertas") == 1
    assert "(in Spanish)" in document
    assert "Tres oficinas abiertas" not in document


def test_corrected_and_withdrawn_words_are_not_printed(reported: Desk) -> None:
    reported.submits(LUCIA, OWN | {"narrative": "Dos oficinas abiertas"}, form="update", key="second")
    document = told(pack_for(reported, NOAH, "test-meeting"))
    assert "Tres oficinas abiertas" not in document
    assert "Dos oficinas abiertas" in document


def test_money_is_by_currency_and_counted_once(held: Desk) -> None:
    with held.storage.begin(reading=True) as unit:
        sums = unit.pledges.sums(pack._pledges_of(None))
    document = pack_for(held, GRACE, "test-meeting")
    (table,) = [
        each for each in document.items if isinstance(each, Table) and each.heads[:1] == ("Currency",)
    ]
    assert [row[0] for row in table.rows] == [each.currency for each in sums.totals]
    assert [row[1].replace(",", "") for row in table.rows] == [f"{each.amount:.0f}" for each in sums.totals]
    assert "no money is counted twice" in told(document)


def test_chart_says_in_words_what_it_shows(reported: Desk) -> None:
    document = pack_for(reported, NOAH, "test-meeting")
    stages, rates = (each for each in document.items if isinstance(each, Picture))
    assert "in progress, 1" in stages.alt
    assert "Mexico" in rates.alt


def test_groups_pack_lists_its_pledges_and_the_platforms_does_not(held: Desk) -> None:
    def listed(asked: str) -> int:
        items = pack_for(held, NOAH, asked).items
        return sum(len(each.rows) for each in items if isinstance(each, Table) and len(each.heads) == 5)

    assert (listed("wg-asylum"), listed("test-meeting")) == (19, 0)


# ---- who may see what


@pytest.mark.parametrize(
    ("email", "part", "silent", "match"),
    [
        (LUCIA, True, True, False),
        (CHLOE, True, True, True),
        (KARLA, False, True, True),
        (GRACE, False, True, False),
        (ANA, False, True, False),
        (NOAH, True, True, True),
        (OBSERVER, False, False, False),
        (STRANGER, False, False, False),
    ],
)
def test_it_holds_what_its_reader_may_see(
    reported: Desk, email: str, part: bool, silent: bool, match: bool
) -> None:
    document = told(pack_for(reported, email, "wg-asylum"))
    assert ("Le pilote a commencé" in document) is part
    with reported.visit(email) as visit:
        found = pack.find_meeting(visit, "wg-asylum")
        assert found
        made = pack.pack_of(visit, found)
    assert (made.answered is not None) is silent
    assert any(made.matches.values()) is match
    assert ("Formación de oficiales" in document) is (email != STRANGER)
    assert "cerramos la oficina norte" not in document
    assert "Despacho 12" not in document
    assert "Tres oficinas abiertas" in document


def test_who_has_nobody_to_ask_is_named_to_those_that_may_know_who_answered(reported: Desk) -> None:
    nobody = "Sin nadie a quien preguntar (ni punto focal ni suplente en la lista): "
    document = told(pack_for(reported, LUCIA, "test-meeting"))
    assert f"{nobody}Belice, " in document
    assert "de 20 Estados y miembros con compromisos abiertos" in document
    assert "11 sin nadie a quien preguntar." in document
    assert nobody not in told(pack_for(reported, OBSERVER, "test-meeting"))


def test_observer_is_told_that_silence_is_not_for_them(reported: Desk) -> None:
    document = told(pack_for(reported, OBSERVER, "test-meeting"))
    assert "Quién ha informado y quién no, se dice solo a quienes participan" in document


def test_consolidated_text_is_for_everybody_and_takes_the_place_of_the_parts(reported: Desk) -> None:
    reported.clock.advance(hours=1)
    reported.submits(LUCIA, WHOLE, form="joint", context={"pledge": "rec-022"}, key="joint")
    for email in (LUCIA, ELENA, OBSERVER):
        document = told(pack_for(reported, email, "wg-asylum"))
        assert document.count("El registro digital funciona en dos sedes") == 1
        assert "Le pilote a commencé" not in document


def test_silent_and_absent_are_the_digests(reported: Desk) -> None:
    reported.clock.moment = datetime(2026, 12, 9, 15, tzinfo=UTC)
    with reported.visit(NOAH) as visit:
        found = pack.find_meeting(visit, "test-meeting")
        assert found
        made = pack.pack_of(visit, found)
        subject = digest.Subject(since=made.since, until=made.until, event=MEETING)
        as_told = digest.summarise(visit, subject)
    assert made.answered
    assert made.answered.response.silent == as_told.answered.response.silent
    assert made.answered.response.absent == as_told.answered.response.absent


def test_answers_of_a_cycle_that_is_over_are_told_with_its_last_day(reported: Desk) -> None:
    over = replace(DEADLINE, start=PartialDate.parse("2026-11-30"))
    with_events(reported, over, replace(MEETING, start=PartialDate.parse("2026-11-30"), start_time=time(8)))
    reported.clock.moment = datetime(2026, 12, 20, 15, tzinfo=UTC)
    assert "Del 1 de noviembre de 2026 al 30 de noviembre de 2026 hubo noticias" in told(
        pack_for(reported, ELENA, "test-meeting")
    )


def test_message_says_what_the_file_holds(reported: Desk) -> None:
    reported.asks(NOAH, "pack test-meeting")
    (view,) = [each for each in brought_to(reported, NOAH, Postman(reported).round()) if each.file]
    assert "1 update came in" in words(view)
    assert "what you may see" in words(view)


def test_answer_names_the_meeting(held: Desk) -> None:
    assert "Encuentro del grupo de asilo" in said(held.asks(LUCIA, "carpeta wg-asylum"))
