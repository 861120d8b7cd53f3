from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from mirps_bot.content.load import Content
from mirps_bot.content.wording import Gazetteer, Reader, Wording
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate, Quarter
from mirps_bot.domain.ids import EventId, PledgeId
from mirps_bot.domain.language import Language, Names
from mirps_bot.domain.person import Role
from mirps_bot.domain.pledge import Pledge, PledgeKind, Stage

ES, EN, PT, FR = Language
SPACE = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"
Say = Callable[..., Wording]

MEETING = Event(
    id=EventId("meeting"),
    title=Names(es="Reunión"),
    kind=EventKind.MEETING,
    status=EventStatus.CONFIRMED,
    start=PartialDate.parse("2026-03-17"),
    start_time=time(9),
    time_zone="Europe/Zurich",
    source="x",
)
WHOLE_DAY = replace(MEETING, start_time=None, time_zone=None)


@pytest.fixture
def say(content: Content, gazetteer: Gazetteer) -> Say:
    def make(language: Language = ES, zone: str = "America/Panama") -> Wording:
        return Wording(
            reader=Reader(language=language, time_zone=zone), phrases=content.phrases, gazetteer=gazetteer
        )

    return make


# ---- names ---------------------------------------------------------------------------------------


def test_entity_has_the_name_of_the_reader(say: Say) -> None:
    assert [say(each).entity("mx") for each in (ES, EN, FR)] == ["México", "Mexico", "Mexique"]


def test_entity_without_a_name_keeps_its_key(say: Say) -> None:
    assert say().entity("atlantis") == "atlantis"


def test_lists_are_joined_as_the_language_does(say: Say) -> None:
    keys = ("mx", "hn", "pa")
    assert say().entities(keys) == "México, Honduras y Panamá"
    assert say(EN).entities(keys) == "Mexico, Honduras, and Panama"


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        (("asilo", "inclusión"), "asilo e inclusión"),
        (("asilo", "Historia", "Íntegra"), "asilo, Historia e Íntegra"),
        (("agua", "hielo"), "agua y hielo"),
        (("asilo", "empleo y vida"), "asilo y empleo y vida"),
        (("empleo y vida", "inclusión"), "empleo y vida e inclusión"),
    ],
)
def test_spanish_says_e_before_the_sound_of_an_i(say: Say, words: tuple[str, ...], joined: str) -> None:
    assert say().listing(words) == joined


def test_empty_list_is_said_to_be_unknown(say: Say) -> None:
    assert [say(each).entities(()) for each in (ES, EN)] == ["sin dato", "not known"]


def test_members_of_closed_sets_have_names(say: Say) -> None:
    assert say().label(Stage.IN_PROGRESS) == "en curso"
    assert say(EN).label(Role.SECRETARIAT) == "secretariat"
    assert say().label("mine", "flag") == "míos"


def test_pledge_without_a_title_is_called_by_how_it_begins(say: Say) -> None:
    pledge = Pledge(id=PledgeId("rec-1"), kind=PledgeKind.PLEDGE, entities=(), source="x")
    assert say().title(replace(pledge, names=Names(es="Asilo"))) == "Asilo"
    assert say().title(replace(pledge, description="Apoyo técnico")) == "Apoyo técnico"
    assert say().title(pledge) == "rec-1"


@pytest.mark.parametrize(
    ("text", "brief"),
    [
        ("uno dos tres", "uno dos tres"),
        ("uno dos tres cuatro", "uno dos…"),
        ("uno dos, tres cuatro", "uno dos…"),
        ("a" * 20, "a" * 11 + "…"),
    ],
)
def test_brief_cuts_at_a_word(say: Say, text: str, brief: str) -> None:
    assert say().brief(text, 12) == brief


@pytest.mark.parametrize(
    ("source", "site"),
    [
        ("https://www.unhcr.org/a/b?c", "unhcr.org"),
        ("http://x.org:80", "x.org"),
        ("Estrategia 2025", "Estrategia 2025"),
        ("Secretariat", "Secretaría Técnica"),
    ],
)
def test_source_is_called_by_its_site(say: Say, source: str, site: str) -> None:
    assert say().site(source) == site


def test_words_are_quoted_as_the_language_does(say: Say) -> None:
    assert [say(each).quoted("{x}") for each in Language] == [
        "«{x}»",
        "“{x}”",
        "“{x}”",
        f"«{SPACE}{{x}}{SPACE}»",
    ]


# ---- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        (ES, 0, "0 compromisos abiertos"),
        (ES, 1, "1 compromiso abierto"),
        (ES, 2, "2 compromisos abiertos"),
        (ES, 1_000_000, f"1{SPACE}000{SPACE}000 compromisos abiertos"),
        (EN, 0, "0 open pledges"),
        (EN, 1, "1 open pledge"),
        (EN, 12_345, "12,345 open pledges"),
        (PT, 0, "0 compromisso aberto"),
        (PT, 2, "2 compromissos abertos"),
        (PT, 1_000_000, "1.000.000 compromissos abertos"),
        (FR, 0, "0 engagement ouvert"),
        (FR, 2, "2 engagements ouverts"),
        (FR, 1_000_000, f"1{THIN}000{THIN}000 engagements ouverts"),
    ],
)
def test_things_are_counted_in_their_plural(say: Say, language: Language, number: int, words: str) -> None:
    assert say(language).count(number, "open_pledge") == words


@pytest.mark.parametrize(
    ("language", "amount", "currency", "words"),
    [
        (ES, "1250000", "USD", f"USD{SPACE}1{SPACE}250{SPACE}000"),
        (ES, "1500.5", "MXN", f"MXN{SPACE}1{SPACE}500,50"),
        (EN, "1250000.75", "USD", f"USD{SPACE}1,250,000.75"),
        (ES, "7", None, f"(moneda sin dato){SPACE}7"),
        (EN, "0", None, f"(currency not known){SPACE}0"),
        (PT, "1500.5", "BRL", f"BRL{SPACE}1.500,50"),
        (FR, "1500.5", "CAD", f"CAD{SPACE}1{THIN}500,50"),
    ],
)
def test_money_names_its_currency(
    say: Say, language: Language, amount: str, currency: str | None, words: str
) -> None:
    assert say(language).money(Decimal(amount), currency) == words


# ---- time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "es", "en"),
    [
        ("2025", "2025", "2025"),
        ("2025-11", "noviembre de 2025", "November 2025"),
        ("2025-11-25", "25 de noviembre de 2025", "November 25, 2025"),
    ],
)
def test_date_is_told_as_far_as_it_is_known(say: Say, day: str, es: str, en: str) -> None:
    assert (say().day(PartialDate.parse(day)), say(EN).day(PartialDate.parse(day))) == (es, en)


@pytest.mark.parametrize(
    ("language", "day", "full"),
    [
        (ES, "1 de marzo de 2026", "domingo, 1 de marzo de 2026"),
        (EN, "March 1, 2026", "Sunday, March 1, 2026"),
        (PT, "1º de março de 2026", "domingo, 1º de março de 2026"),
        (FR, "1er mars 2026", "dimanche 1er mars 2026"),
    ],
)
def test_first_of_the_month_is_named_as_the_language_does(
    say: Say, language: Language, day: str, full: str
) -> None:
    first = date(2026, 3, 1)
    assert (say(language).day(first), say(language).weekday(first)) == (day, full)


@pytest.mark.parametrize(
    ("language", "within", "across"),
    [
        (ES, "1–11 de diciembre de 2026", "30 de noviembre de 2026 – 1 de diciembre de 2026"),
        (EN, "December 1–11, 2026", "November 30, 2026 – December 1, 2026"),
        (PT, "1º–11 de dezembro de 2026", "30 de novembro de 2026 – 1º de dezembro de 2026"),
        (FR, "1er–11 décembre 2026", "30 novembre 2026 – 1er décembre 2026"),
    ],
)
def test_days_of_one_month_name_it_once(say: Say, language: Language, within: str, across: str) -> None:
    first = date(2026, 12, 1)
    assert say(language).days(first, date(2026, 12, 11)) == within
    assert say(language).days(date(2026, 11, 30), first) == across


def test_days_that_are_one_day_name_it_once(say: Say) -> None:
    assert say(ES).days(date(2026, 12, 24), date(2026, 12, 24)) == "24 de diciembre de 2026"


def test_moment_falls_on_the_day_of_the_reader(say: Say) -> None:
    moment = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)
    assert say(zone="America/Panama").day(moment) == "21 de noviembre de 2026"
    assert say(zone="America/Panama").moment(moment) == "21 de noviembre de 2026, 22:30"
    assert say(zone="Europe/Madrid").moment(moment) == "22 de noviembre de 2026, 04:30"
    assert say().day(date(2026, 11, 22)) == "22 de noviembre de 2026"


def test_quarters_of_a_year_are_named_together(say: Say) -> None:
    quarters = [Quarter(year=2025, number=number) for number in (1, 3)]
    assert say().quarters(quarters) == "trimestres 1 y 3 de 2025"
    assert (
        say(EN).quarters([*quarters, Quarter(year=2026, number=2)]) == "quarters 1 and 3 of 2025 and Q2 2026"
    )
    assert say().quarters(quarters[:1]) == "1.º trimestre de 2025"


def test_meeting_is_told_at_the_hour_here_and_at_the_host(say: Say) -> None:
    assert say().when(MEETING) == "martes, 17 de marzo de 2026, 03:00 (Panamá) · 09:00 (Zúrich)"
    assert say(EN, "America/New_York").when(MEETING) == (
        "Tuesday, March 17, 2026, 04:00 (New York) · 09:00 (Zurich)"
    )


def test_meeting_where_clocks_agree_is_told_once(say: Say) -> None:
    assert say(zone="Europe/Madrid").when(MEETING) == "martes, 17 de marzo de 2026, 09:00 (Madrid)"


def test_meeting_on_another_day_at_the_host_says_so(say: Say) -> None:
    early = replace(MEETING, start_time=time(2))
    assert say().when(early) == (
        "lunes, 16 de marzo de 2026, 20:00 (Panamá) · 17 de marzo de 2026, 02:00 (Zúrich)"
    )


def test_weeks_when_only_one_side_has_changed_its_clocks(say: Say) -> None:
    """On 17 March New York has changed and Zurich has not: five hours apart, not six."""
    after = replace(MEETING, start=PartialDate.parse("2026-03-31"))
    new_york = say(EN, "America/New_York")
    assert "04:00 (New York) · 09:00 (Zurich)" in new_york.when(MEETING)
    assert "03:00 (New York) · 09:00 (Zurich)" in new_york.when(after)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (WHOLE_DAY, "17 de marzo de 2026"),
        (replace(WHOLE_DAY, end=PartialDate.parse("2026-03-19")), "17–19 de marzo de 2026"),
        (replace(WHOLE_DAY, end=PartialDate.parse("2026-03-17")), "17 de marzo de 2026"),
        (replace(WHOLE_DAY, start=PartialDate.parse("2026-10")), "octubre de 2026"),
        (replace(WHOLE_DAY, start=PartialDate.parse("2027")), "2027"),
        (replace(WHOLE_DAY, start=None, quarters=(Quarter(year=2025, number=3),)), "3.º trimestre de 2025"),
    ],
)
def test_event_is_told_as_far_as_it_is_known(say: Say, event: Event, words: str) -> None:
    assert say().when(event) == words
