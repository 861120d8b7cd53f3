import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.search.grammar import MOST_CLAUSES, Clause, FaultKind, NotUnderstood, parse


@pytest.mark.parametrize(
    ("line", "clauses"),
    [
        ("", ()),
        ("México asilo", (Clause(text="México"), Clause(text="asilo"))),
        ("país:méxico", (Clause(text="méxico", field="país"),)),
        ("país: méxico", (Clause(text="méxico", field="país", is_apart=True),)),
        ('etapa:"en curso" x', (Clause(text="en curso", field="etapa", is_quoted=True), Clause(text="x"))),
        ("«derechos laborales»", (Clause(text="derechos laborales", is_quoted=True),)),
        ("-tipo:financiera", (Clause(text="financiera", field="tipo", is_left_out=True),)),
        (
            '-"a b" -c',
            (Clause(text="a b", is_quoted=True, is_left_out=True), Clause(text="c", is_left_out=True)),
        ),
        ("rec-044 10:30", (Clause(text="rec-044"), Clause(text="10:30"))),
        ("https://example.org", (Clause(text="https://example.org"),)),
        ("a:b:c", (Clause(text="b:c", field="a"),)),
        ("país:", (Clause(text="", field="país"),)),
        ("-", (Clause(text="-"),)),
    ],
)
def test_line_is_taken_apart(line: str, clauses: tuple[Clause, ...]) -> None:
    assert parse(line) == (clauses, ())


def test_quote_that_is_not_closed_is_told_and_its_words_are_read() -> None:
    clauses, faults = parse('asilo "en curso')
    assert [each.text for each in clauses] == ["asilo", "en", "curso"]
    assert faults == (NotUnderstood(kind=FaultKind.OPEN_QUOTE, typed='"en curso'),)


def test_more_than_anyone_asks_is_told_and_left_unread() -> None:
    clauses, faults = parse("país:mx " * 200)
    assert len(clauses) == MOST_CLAUSES
    assert [each.kind for each in faults] == [FaultKind.TOO_MUCH]


@given(st.text(alphabet="aé:\"«»“”-–/\\|()*%_'; \n\t\0", max_size=400))
def test_any_text_is_a_question(line: str) -> None:
    clauses, _ = parse(line)
    assert len(clauses) <= MOST_CLAUSES
    assert all(each.text in line for each in clauses)
