from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import Term
from mirps_bot.domain.query import Facet
from mirps_bot.parsing.stretches import find_stretches
from mirps_bot.search.found import Respelt, Understood
from mirps_bot.search.grammar import FaultKind
from mirps_bot.search.understanding import MOST_SOUGHT, understand
from mirps_bot.search.vocabulary import Operator, Vocabulary
from mirps_bot.search.writing import written

VOCABULARY = Vocabulary.of(
    names=[
        Term(kind="entity", id="mx", words=("México", "Mexico")),
        Term(kind="entity", id="ca", words=("Canadá",)),
        Term(kind="entity", id="hn", words=("Honduras",)),
        Term(kind="entity", id="idb", words=("BID", "IDB", "Banco Interamericano de Desarrollo")),
        Term(kind="area", id="asylum", words=("asilo", "sistemas de asilo")),
        Term(kind="area", id="protection", words=("protección",)),
        Term(kind="area", id="education", words=("education", "educación")),
        Term(kind="area", id="grf_education", words=("education", "educación")),
        Term(kind="area", id="places_area", words=("reasentamiento",)),
        Term(kind="type", id="places", words=("reasentamiento",)),
        Term(kind="type", id="financial", words=("financiera",)),
        Term(kind="stage", id="in_progress", words=("en curso",)),
        Term(kind="flag", id="never_reported", words=("sin informe",)),
        Term(kind="forum", id="grf", words=("FMR", "GRF")),
    ],
    joint=[Term(kind="joint", id="msp-asylum", words=("msp-asylum", "Sistemas de asilo"))],
    fields={
        "país": Facet.ENTITY,
        "área": Facet.AREA,
        "tipo": Facet.TYPE,
        "etapa": Facet.STAGE,
        "año": Facet.YEAR,
    }
    | {
        "desde": Facet.SINCE,
        "termina": Facet.ENDS,
        "monto": Facet.AMOUNT,
        "foro": Facet.FORUM,
        "apoya": Facet.JOINT,
        "de": Facet.OWNER,
        "id": Facet.NUMBER,
    },
    operators={
        "sin": Operator.WITHOUT,
        "no": Operator.NOT,
        "son": Operator.ARE,
        "para": Operator.FOR,
        "a": Operator.TO,
    }
    | {"de": Operator.BY, "desde": Operator.SINCE, "y": Operator.AND, "presidencia": Operator.CHAIR}
    | {"recibe": Operator.RECEIVES, "apoya": Operator.PART, "con": Operator.WITH}
    | {"ni": Operator.NOR, "comparar": Operator.COMPARED, "excluido": Operator.LEFT_OUT}
    | {
        "antes de": Operator.BEFORE,
        "terminan": Operator.ENDS,
        "después de": Operator.AFTER,
        "en adelante": Operator.ONWARDS,
    },
    ignored=("de", "los", "el", "a", "compromisos", "son", "y"),
    synonyms=[Term(kind="term", id="backlog", words=("rezago", "backlog"))],
    expressions=[Term(kind="term", id="pta", words=("PTA", "Acuerdo de Transferencia de Protección"))],
    texts=("expedientes", "digitales", "refugiados", "expediente"),
    known=("enero",),
).of_a_visit(
    lambda words: (
        (each.period, each.start, each.end)
        for each in find_stretches(words, Language.ES, date(2026, 11, 24), ahead=False)
    )
)

Told = tuple[list[str], list[str]]


def told(line: str) -> Told:
    """What is named and what is looked for, in short."""
    understood = understand(VOCABULARY, line)
    named = [
        ("-" if each.is_left_out else "") + "/".join(f"{facet}:{key}" for facet, key in each.meant)
        for each in understood.found
    ]
    left_out = [f"-{each.typed}" for each in understood.not_sought]
    return named, [*(each.typed for each in understood.sought), *left_out]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('país:méxico área:asilo etapa:"en curso"', (["entity:mx", "area:asylum", "stage:in_progress"], [])),
        ("área:asilo país:méxico,canadá", (["area:asylum", "entity:mx/entity:ca"], [])),
        ("-tipo:financiera asilo", (["-type:financial", "area:asylum"], [])),
        ("compromisos de México", (["entity:mx"], [])),
        ("de Canadá para Honduras", (["owner:ca", "beneficiary:hn"], [])),
        ("Canadá a Honduras y México", (["owner:ca", "beneficiary:hn", "beneficiary:mx"], [])),
        ("a Honduras", (["entity:hn"], [])),
        ("compromisos que no son de México", (["-entity:mx"], ["que"])),
        ("asilo sin los de 2019", (["area:asylum", "-year:2019"], [])),
        ("sin informe", (["flag:never_reported"], [])),
        ("sin expedientes", ([], ["-expedientes"])),
        ("-expedientes -méxico", (["-entity:mx"], ["-expedientes"])),
        ("reasentamiento", (["area:places_area/type:places"], [])),
        ("FMR 2023", (["forum:grf", "year:2023"], [])),
        ('foro:"FMR 2023"', (["year:2023", "forum:grf"], [])),
        ("año:2021..2023", (["year:2021/year:2022/year:2023"], [])),
        ("acuerdo de transferencia de protección", ([], ["acuerdo de transferencia de proteccion"])),
        ("transferencia de protección", (["area:protection"], ["transferencia"])),
        ("PTA México", (["entity:mx"], ["pta"])),
        ("desde 2024", (["since:2024"], [])),
        ("desde 2024-01 asilo", (["since:2024-01", "area:asylum"], [])),
        ("desde:31/1/2024", (["since:2024-01-31"], [])),
        ("asilo en enero de 2025", (["area:asylum", "year:2025-01"], [])),
        ("entre noviembre de 2024 y enero de 2025", (["year:2024-11", "year:2024-12", "year:2025-01"], [])),
        ("desde octubre", (["since:2026-10-01"], [])),
        ("después de 2021", (["since:2022"], [])),
        ("antes de 2020", (["before:2020"], [])),
        ("terminan a 2027", (["ends:2027"], [])),
        ("terminan antes de 2027", (["ends:<2027"], [])),
        ("terminan después de 2027", (["ends:>=2028"], [])),
        ("terminan desde 2027-03", (["ends:>=2027-03"], [])),
        ("terminan 2027 en adelante", (["ends:>=2027"], [])),
        ("terminan antes de 2027-03-31", (["ends:<2027-03-31"], [])),
        ("terminan 2026..2027", (["ends:2026", "ends:2027"], [])),
        ("de Canadá terminan 2027 asilo", (["entity:ca", "ends:2027", "area:asylum"], [])),
        ("terminan expedientes 2021", (["year:2021"], ["expedientes"])),
        ("terminan expedientes", ([], ["terminan", "expedientes"])),
        ("termina:2027", (["ends:2027"], [])),
        ("termina:<2027-06 -termina:>=2026", (["ends:<2027-06", "-ends:>=2026"], [])),
        ("monto:>5000USD asilo", (["amount:>5000USD", "area:asylum"], [])),
        ("monto:>=1<=9", (["amount:>=1<=9"], [])),
        ("pa", ([], ["pa"])),
        ("2024 en adelante", (["since:2024"], [])),
        ("Canadá con Honduras", (["entity:ca", "partner:hn"], [])),
        ("rec 12, 13 y 14", (["number:rec-012", "number:rec-013", "number:rec-014"], [])),
        ("México esta semana", (["entity:mx", "since:2026-11-23"], [])),
        ("el último trimestre", (["since:2026-07-01"], [])),
        ("asilo este año", (["area:asylum", "year:2026"], [])),
        ("desde el 15 de septiembre", (["since:2026-09-15"], [])),
        ("rec-044", (["number:rec-044"], [])),
        ("¿rec-044?", (["number:rec-044"], [])),
        ("apoya:msp-asylum", (["joint:msp-asylum"], [])),
        ('apoya:"sistemas de asilo"', (["joint:msp-asylum"], [])),
        ("expedientes digitales", ([], ["expedientes", "digitales"])),
        ('"expedientes digitales"', ([], ["expedientes digitales"])),
        ('etapa:"sin informe"', (["flag:never_reported"], [])),
        ("en:curso asilo", (["stage:in_progress", "area:asylum"], [])),
    ],
)
def test_line_says_what_it_asks_for(line: str, expected: Told) -> None:
    assert told(line) == expected


@pytest.mark.parametrize(
    ("line", "named", "correction"),
    [
        ("onduras", "entity:hn", Respelt(typed="onduras", read="honduras")),
        ("educasion", "area:education/area:grf_education", Respelt(typed="educasion", read="educacion")),
        ("país:mexco", "entity:mx", Respelt(typed="mexco", read="mexico")),
    ],
)
def test_misspelt_name_is_read_and_told(line: str, named: str, correction: Respelt) -> None:
    assert told(line)[0] == [named]
    assert understand(VOCABULARY, line).corrected == (correction,)


@pytest.mark.parametrize("line", ["narnia", "bim", "idx", "refug", "expediante2"])
def test_word_that_is_like_nothing_enough_stays_as_it_is(line: str) -> None:
    assert told(line) == ([], [line])


def test_term_of_the_glossary_is_looked_for_in_all_ways_to_say_it() -> None:
    (sought,) = understand(VOCABULARY, "rezago").sought
    assert {phrase[0][0] for phrase in sought.phrases} == {"rezag", "backlog"}


@pytest.mark.parametrize(
    ("line", "kind", "typed"),
    [
        ("color:azul", FaultKind.UNKNOWN_FIELD, "color:azul"),
        ("país:", FaultKind.NO_VALUE, "país:"),
        ("país:narnia", FaultKind.UNKNOWN_VALUE, "país:narnia"),
        ("desde:2024-02-31", FaultKind.NOT_A_DATE, "2024-02-31"),
        ("desde 31/2/2024", FaultKind.NOT_A_DATE, "31/2/2024"),
        ('"asilo', FaultKind.OPEN_QUOTE, '"asilo'),
        (
            " ".join(f"palabra{each}" for each in range(MOST_SOUGHT + 1)),
            FaultKind.TOO_MUCH,
            f"palabra{MOST_SOUGHT}",
        ),
    ],
)
def test_what_is_not_understood_is_told(line: str, kind: FaultKind, typed: str) -> None:
    faults = understand(VOCABULARY, line).faults
    assert [(each.kind, each.typed) for each in faults] == [(kind, typed)]


@pytest.mark.parametrize(
    "line",
    [
        'país:méxico área:asilo -tipo:financiera etapa:"sin informe" año:2021..2023 desde:2024-01',
        "de Canadá para Honduras sin México expedientes -digitales",
        '"expedientes digitales" rezago reasentamiento',
        "apoya:msp-asylum FMR rec-044",
    ],
)
def test_question_written_again_means_the_same(line: str) -> None:
    once = understand(VOCABULARY, line)
    again = understand(VOCABULARY, written(once))
    assert (meaning(again), again.faults) == (meaning(once), ())


def meaning(understood: Understood) -> tuple[object, ...]:
    found = {(frozenset(each.meant), each.is_left_out) for each in understood.found}
    return found, understood.sought, understood.not_sought


@given(st.text(alphabet="aáeioumxhd 0123456789:\"«»-.,;/%'()*[]\n\0", max_size=300))
def test_no_line_is_too_odd_to_understand(line: str) -> None:
    understood = understand(VOCABULARY, line)
    assert len(understood.sought) <= MOST_SOUGHT


@given(st.text(max_size=120))
def test_any_line_can_be_written_again(line: str) -> None:
    assert isinstance(understand(VOCABULARY, written(understand(VOCABULARY, line))), Understood)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("sin México y Canadá", ["-entity:mx", "-entity:ca"]),
        ("sin México de Canadá", ["-entity:mx", "entity:ca"]),
        ("que no financiera", ["-type:financial"]),
        ("no Honduras", ["entity:hn"]),
        ("la presidencia de Honduras", ["chair:hn"]),
        ("Honduras presidencia", ["chair:hn"]),
        ("lo que recibe Honduras de Canadá", ["beneficiary:hn", "owner:ca"]),
        ("apoya msp-asylum", ["joint:msp-asylum"]),
        ("enero de 2025", ["year:2025-01"]),
        ("desde enero 2025", ["since:2025-01"]),
        ("de 2019 a 2021", ["year:2019/year:2020/year:2021"]),
        ("desde 2019 hasta 2021", ["year:2019/year:2020/year:2021"]),
        ("sin 2019 a 2021", ["-year:2019/year:2020/year:2021"]),
        ("REC 44", ["number:rec-044"]),
        ("rec044", ["number:rec-044"]),
        ("el 44", ["number:rec-044"]),
        ("abre el 44", ["number:rec-044"]),
        ("para el 44", []),
        ("GRF2019", ["forum:grf", "year:2019"]),
        ("ni México ni Canadá", ["-entity:mx", "-entity:ca"]),
        ("México ni Canadá", ["entity:mx", "entity:ca"]),
        ("comparar México con Canadá", ["entity:mx", "entity:ca"]),
        ("México con Canadá", ["entity:mx", "partner:ca"]),
        ("GRF, México excluido", ["forum:grf", "-entity:mx"]),
    ],
)
def test_small_words_say_what_a_name_is_for(line: str, named: list[str]) -> None:
    assert told(line)[0] == named


@pytest.mark.parametrize("line", ["inclusion sozial", "sozial inclusion"])
def test_slip_is_what_names_something_with_the_word_beside_it(line: str) -> None:
    vocabulary = Vocabulary.of(
        names=[
            Term(kind="area", id="social", words=("social inclusion", "inclusion social")),
            Term(kind="area", id="soziale", words=("sociale",)),
        ],
        fields={},
        operators={},
        ignored=(),
    )
    assert [each.meant for each in understand(vocabulary, line).found] == [((Facet.AREA, "social"),)]
