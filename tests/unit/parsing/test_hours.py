from datetime import time

import pytest

from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.parsing.hours import read_hour, take_hours

TEN, HALF, THREE, NOON = time(10), time(10, 30), time(15), time(12)


@pytest.mark.parametrize(
    ("text", "language", "hour"),
    [
        ("10", "es", TEN),
        ("10:00", "es", TEN),
        ("a las diez y media", "es", HALF),
        ("las 3 de la tarde", "es", THREE),
        ("10.30 h", "es", HALF),
        ("mediodía", "es", NOON),
        ("3 p.m.", "en", THREE),
        ("12 pm", "en", NOON),
        ("12 am", "en", time(0)),
        ("at 10 in the morning", "en", TEN),
        ("às 10h30", "pt", HALF),
        ("3 da tarde", "pt", THREE),
        ("à 10 h 30", "fr", HALF),
        ("15 heures", "fr", THREE),
        ("midi", "fr", NOON),
    ],
)
def test_hour_is_read_as_people_write_it(text: str, language: str, hour: time) -> None:
    assert read_hour(text, Language(language)) == hour


@pytest.mark.parametrize("text", ["25:00", "10:75", "15 pm", "temprano", "10-12", "", "1" * 50])
def test_what_is_no_hour_is_said_to_be_none(text: str) -> None:
    problem = read_hour(text, Language.ES)
    assert isinstance(problem, Problem)
    assert problem.phrase == "not_an_hour"


@pytest.mark.parametrize(
    ("line", "language", "hours", "rest"),
    [
        ("Reunión el 6 de mayo a las 10", "es", (TEN,), "reunion el 6 de mayo"),
        ("6 de mayo de 10:00 a 10:30", "es", (TEN, HALF), "6 de mayo de"),
        ("de las 10 a las 12", "es", (TEN, NOON), ""),
        ("the meeting to 12 February, 3pm", "en", (THREE,), "the meeting to 12 february,"),
        ("réunion à 15 h", "fr", (THREE,), "reunion"),
        ("reunião às 10h30", "pt", (HALF,), "reuniao"),
        ("reunión con 10 municipios", "es", (), "reunion con 10 municipios"),
        ("reunión a las 27", "es", (), "reunion a las 27"),
    ],
)
def test_hours_are_taken_out_of_a_line(line: str, language: str, hours: tuple[time, ...], rest: str) -> None:
    assert take_hours(line, Language(language)) == (hours, rest)
