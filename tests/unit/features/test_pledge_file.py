"""Pledges as a spreadsheet: asked for in words or by button, and only what its reader may see."""

from collections.abc import Mapping
from datetime import date, datetime

import pytest
from tests.unit.desk import (
    ANA,
    CHLOE,
    GRACE,
    LUCIA,
    NOAH,
    RAFAEL,
    ROOM,
    STRANGER,
    TOMAS,
    Desk,
    actions,
    buttons,
    summary,
)
from tests.unit.postman import Postman
from tests.unit.reading import brought_to, said, words

from mirps_bot.domain.delivery import Living
from mirps_bot.domain.ids import EntityId
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Role
from mirps_bot.features import pledge_file
from mirps_bot.ports import RosterRow
from mirps_bot.view.action import ActionName
from mirps_bot.view.workbook import Cell, Sheet, Workbook

OWN = {
    "pledge": "rec-058",
    "stage": "in_progress",
    "narrative": '=HYPERLINK("https://example.org","toque")',
    "figures": "money",
    "amount": "250000.50 USD",
}
PART = {"pledge": "rec-022", "stage": "in_progress", "narrative": "Le pilote a commencé"}
"""Canada's, of a pledge that Mexico leads."""
OBSERVER = "observador@example.org"


def sent(desk: Desk, email: str) -> Workbook | None:
    """What comes by direct message."""
    views = brought_to(desk, email, Postman(desk).round())
    return next((each.file for each in views if isinstance(each.file, Workbook)), None)


def file_for(desk: Desk, email: str, asked: str) -> Workbook:
    desk.asks(email, asked)
    made = sent(desk, email)
    assert made
    return made


def rows(sheet: Sheet) -> list[Mapping[str, Cell]]:
    titles = [each.title for each in sheet.columns]
    return [dict(zip(titles, row, strict=True)) for row in sheet.rows]


def told(workbook: Workbook) -> str:
    """All that stands in it."""
    return "\n".join(str(cell) for sheet in workbook.sheets for row in sheet.rows for cell in row if cell)


def facts(workbook: Workbook) -> dict[Cell, Cell]:
    return {row[0]: row[1] for row in workbook.sheets[0].rows}


@pytest.fixture
def reported(desk: Desk) -> Desk:
    """Mexico's update and its correction, Canada's part of a joint pledge, and a draft."""
    desk.submits(LUCIA, OWN, key="own")
    desk.clock.advance(hours=1)
    desk.submits(CHLOE, PART, key="part")
    desk.says(LUCIA, "Todavía no lo diga, pero cerramos la oficina norte")
    return desk


@pytest.fixture
def observed(reported: Desk) -> Desk:
    row = RosterRow(
        email=OBSERVER,
        name="Olga Vera",
        entity=EntityId("ca"),
        role=Role.OBSERVER,
        language=Language.ES,
        time_zone="America/Mexico_City",
    )
    with reported.storage.begin() as unit:
        unit.people.save([row])
        unit.commit()
    return reported


# ---- asking for it


@pytest.mark.parametrize(
    ("email", "asked", "sheets", "file"),
    [
        (LUCIA, "exportar compromisos asilo", "Léame Compromisos Actualizaciones ACNUR", "mirps-compromisos"),
        (GRACE, "export pledges asylum", "About Pledges Updates UNHCR", "mirps-pledges"),
        (
            RAFAEL,
            "exportar compromissos asilo",
            "Leia-me Compromissos Atualizações ACNUR",
            "mirps-compromissos",
        ),
        (CHLOE, "exporter engagements asile", "À lire Engagements Mises à jour HCR", "mirps-engagements"),
    ],
)
def test_file_is_in_the_readers_language(desk: Desk, email: str, asked: str, sheets: str, file: str) -> None:
    made = file_for(desk, email, asked)
    assert " ".join(each.name for each in made.sheets) == sheets
    assert made.file == f"{file}-2026-11-24.xlsx"
    assert len(made.sheets[1].rows) == 19


@pytest.mark.parametrize(
    ("email", "asked"),
    [
        (LUCIA, "compromisos de México en excel"),
        (LUCIA, "compromisos méxico hoja de cálculo"),
        (LUCIA, "excel compromisos México"),
        (LUCIA, "México por área en Excel"),
        (GRACE, "pledges of Mexico as a spreadsheet"),
        (GRACE, "export Mexico"),
        (RAFAEL, "planilha dos compromissos do México"),
        (CHLOE, "tableau Excel des engagements du Mexique"),
    ],
)
def test_it_holds_what_the_list_of_the_same_words_shows(desk: Desk, email: str, asked: str) -> None:
    assert len(file_for(desk, email, asked).sheets[1].rows) == 19


def test_list_offers_it_and_a_page_of_the_list_makes_no_difference(desk: Desk) -> None:
    listed = desk.asks(LUCIA, "compromisos asilo p2")
    (button,) = [each for each in buttons(listed) if each.label == "Excel"]
    assert button.action.name is ActionName.ASK
    desk.presses(LUCIA, ActionName.ASK, *button.action.arguments)
    made = sent(desk, LUCIA)
    assert made
    assert len(made.sheets[1].rows) == 19


def test_list_offers_it_to_nobody_who_could_not_be_sent_it_and_never_of_nothing(desk: Desk) -> None:
    offered = [
        any(each.arguments[0].startswith("export") for each in actions(desk.asks(email, asked)))
        for email, asked in ((LUCIA, "compromisos"), (STRANGER, "compromisos"), (LUCIA, "compromisos 1999"))
    ]
    assert offered == [True, False, False]


def test_answer_says_how_many_and_the_message_what_is_in_it(desk: Desk) -> None:
    answer = desk.asks(LUCIA, "exportar rec-058")
    assert summary(answer).startswith("Le envío por mensaje directo un archivo de Excel con 1 compromiso")
    (view,) = brought_to(desk, LUCIA, Postman(desk).round())
    assert view.summary == "Compromisos en Excel: 1 compromiso o contribución · rec-058"
    assert "ACNUR" in words(view)


def test_asked_in_a_room_it_goes_to_who_asked_alone(desk: Desk, postman: Postman) -> None:
    answer = desk.asks(LUCIA, "compromisos asilo en excel", place=ROOM)
    assert ActionName.SHARE not in {each.name for each in actions(answer)}
    (living,) = [each for each in postman.round() if isinstance(each.delivery.content, Living)]
    assert living.what.to == desk.inbox(LUCIA)  # type: ignore[union-attr]


def test_words_that_nothing_has_are_left_aside_and_named(desk: Desk) -> None:
    assert "Con «xyzzy» no hay nada: busqué sin eso." in summary(
        desk.asks(LUCIA, "exportar compromisos asilo xyzzy")
    )


@pytest.mark.parametrize("asked", ["exportar directorio", "exportar compromisos 1999", "exportar color:azul"])
def test_nothing_is_sent_where_there_is_no_such_pledge(desk: Desk, asked: str) -> None:
    assert summary(desk.asks(LUCIA, asked)).startswith("En Excel envío compromisos")
    assert sent(desk, LUCIA) is None


@pytest.mark.parametrize("asked", ["exportar compromisos", "compromisos en excel"])
def test_stranger_is_sent_none(desk: Desk, asked: str) -> None:
    assert summary(desk.asks(STRANGER, asked)).startswith("Todavía no figura")


def test_double_tap_brings_one(desk: Desk, postman: Postman) -> None:
    for _ in range(2):
        desk.asks(LUCIA, "exportar compromisos asilo")
    assert len([each for each in postman.round() if isinstance(each.delivery.content, Living)]) == 1


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        ("exportar mis datos", "Esto es lo que guardo de usted"),
        ("descargar mis datos", "Esto es lo que guardo de usted"),
        ("exportar calendario", "Todavía no puedo darle una dirección"),
    ],
)
def test_what_others_send_is_still_theirs(desk: Desk, asked: str, answers: str) -> None:
    assert summary(desk.asks(LUCIA, asked)).startswith(answers)


# ---- going on from the question before


@pytest.mark.parametrize("asked", ["¿y en Excel?", "eso en excel por favor", "exportar"])
def test_last_list_is_meant_where_no_other_is_named(desk: Desk, asked: str) -> None:
    desk.says(LUCIA, "compromisos de Canadá")
    assert "con 14 compromisos" in summary(desk.says(LUCIA, asked))


@pytest.mark.parametrize("asked", ["todo en excel", "compromisos en excel", "exportar compromisos"])
def test_all_are_meant_where_it_is_said(desk: Desk, asked: str) -> None:
    desk.says(LUCIA, "compromisos de Canadá")
    assert "con 94 compromisos" in summary(desk.says(LUCIA, asked))


@pytest.mark.parametrize("asked", ["excel", "exportar", "excel por favor"])
def test_who_says_nothing_of_which_pledges_is_asked(desk: Desk, asked: str) -> None:
    answer = desk.asks(LUCIA, asked)
    assert summary(answer).startswith("¿Qué compromisos quiere en Excel?")
    assert [each.label for each in buttons(answer)] == ["Los de mi entidad (5)", "Todos (94)"]
    assert sent(desk, LUCIA) is None
    own, everything = (each.action for each in buttons(answer))
    assert "con 5 compromisos" in summary(desk.presses(LUCIA, own.name, *own.arguments))
    assert "con 94 compromisos" in summary(desk.presses(LUCIA, everything.name, *everything.arguments))


def test_list_of_all_pledges_has_them_all_in_its_file(desk: Desk) -> None:
    (excel,) = [each for each in buttons(desk.asks(LUCIA, "compromisos")) if each.label == "Excel"]
    assert "con 94 compromisos" in summary(desk.presses(LUCIA, excel.action.name, *excel.action.arguments))


def test_file_that_is_likely_meant_is_offered_of_whom_the_line_names(desk: Desk) -> None:
    labels = [each.label for each in buttons(desk.asks(LUCIA, "una tabla de los compromisos de Honduras"))]
    assert any(each.startswith("Compromisos en Excel: ") and "Honduras" in each for each in labels), labels


# ---- what is in it


def test_pledge_stands_with_real_dates_and_numbers(reported: Desk) -> None:
    desk = reported
    (row,) = rows(file_for(desk, LUCIA, "exportar rec-058").sheets[1])
    assert row["Número"] == "rec-058"
    assert row["De"] == "México"
    assert (row["Etapa"], row["Etapa según"]) == ("en curso", "la entidad")
    assert row["Etapa de ACNUR (en inglés)"] == "In progress"
    assert (row["Anunciado"], row["Año"], row["Foro"]) == ("2019", 2019, "GRF 2019")
    assert row["Última noticia"] == datetime(2026, 11, 24, 9, 0)  # noqa: DTZ001 - Mexico's, as the sheet says
    assert row["Fecha de la fuente"] == date(2019, 12, 18)
    assert str(row["Fuente"]).startswith("https://jornada.com.mx/")
    (money,) = rows(file_for(desk, LUCIA, "exportar rec-006").sheets[1])
    assert (money["Monto"], money["Moneda"]) == (1_200_000, "EUR")


def test_update_says_who_reported_what_and_when(reported: Desk) -> None:
    (row,) = rows(file_for(reported, NOAH, "export rec-058").sheets[2])
    assert {
        key: row[key] for key in ("Number", "Update", "Filed on", "What it is", "Entity", "Reported by")
    } == {
        "Number": "rec-058",
        "Update": "A-00001",
        "Filed on": datetime(2026, 11, 24, 10, 0),  # noqa: DTZ001 - Panama's
        "What it is": "update",
        "Entity": "Mexico",
        "Reported by": "Lucía Ortega",
    }
    assert (row["Amount"], row["Currency"], row["Stands"]) == (250000.50, "USD", "yes")
    assert row["Progress"] == OWN["narrative"]


def test_unhcr_is_told_what_stands_in_the_order_of_its_form(reported: Desk) -> None:
    sheet = file_for(reported, GRACE, "export rec-058").sheets[3]
    assert [each.title for each in sheet.columns][:6] == [
        *("UNHCR's number", "Number", "Title", "Submitted by", "With", "UNHCR's stage"),
    ]  # fmt: skip
    (row,) = rows(sheet)
    assert (row["UNHCR's stage"], row["Progress"], row["Update"]) == (
        "In progress",
        OWN["narrative"],
        "A-00001",
    )
    assert row["Said on"] == date(2026, 11, 24)


def test_stage_that_unhcr_has_not_is_ours_alone(desk: Desk) -> None:
    desk.submits(LUCIA, OWN | {"stage": "withdrawn", "narrative": "Ya no"}, key="gone")
    made = file_for(desk, GRACE, "export rec-058")
    (row,) = rows(made.sheets[3])
    assert (row["UNHCR's stage"], row["Stage here"]) == (None, "withdrawn")


def test_what_was_taken_back_is_told_as_such_and_not_to_unhcr(desk: Desk) -> None:
    desk.submits(LUCIA, OWN, key="own")
    right = {"act": "correct", "stage": "in_progress", "narrative": "Otra cosa", "amount": "250000 USD"}
    desk.submits(LUCIA, right, form="correct", context={"update": "1"}, key="fix")
    made = file_for(desk, GRACE, "export rec-058")
    assert [(each["Update"], each["Stands"], each["Replaced by"]) for each in rows(made.sheets[2])] == [
        ("A-00002", "yes", None),
        ("A-00001", "no", "A-00002"),
    ]
    (row,) = rows(made.sheets[3])
    assert row["Progress"] == "Otra cosa"


def test_first_sheet_says_what_was_asked_when_and_how_much(desk: Desk) -> None:
    known = facts(file_for(desk, LUCIA, "exportar compromisos asilo"))
    assert (
        "Compromisos en Excel: 19 compromisos y contribuciones · Fortalecimiento de los sistemas de asilo"
        in known
    )
    assert known["Pedido"] == "compromisos asilo"
    assert known["Hecho el"] == datetime(2026, 11, 24, 9, 0)  # noqa: DTZ001 - in the zone that the next row names
    assert known["Horas de"] == "Ciudad de México"
    assert known["Compromisos en este archivo"] == 19
    assert (known["Total EUR"], known["Total CAD"]) == (1_200_000, 100_000)
    assert "documentos públicos de la Plataforma" in str(known["De dónde sale"])
    assert str(known["Fuentes"]).startswith("https://")


def test_it_is_told_as_things_are_when_it_is_sent(desk: Desk) -> None:
    desk.asks(LUCIA, "exportar rec-058")
    desk.submits(LUCIA, OWN, key="own")
    made = sent(desk, LUCIA)
    assert made
    assert len(made.sheets[2].rows) == 1


# ---- who sees what


@pytest.mark.parametrize(
    ("email", "sees_part"),
    [
        (CHLOE, True),
        (LUCIA, True),
        (TOMAS, True),
        (NOAH, True),
        (ANA, False),
        (GRACE, False),
        (OBSERVER, False),
    ],
)
def test_part_of_a_joint_pledge_is_for_its_entity_the_lead_and_the_secretariat(
    observed: Desk, email: str, sees_part: bool
) -> None:
    made = file_for(observed, email, "exportar rec-022")
    assert len(made.sheets[1].rows) == 1
    assert ("Le pilote" in told(made)) is sees_part
    assert len(made.sheets[2].rows) == sees_part


def test_part_that_was_taken_back_is_hidden_with_what_takes_it_back(observed: Desk) -> None:
    back = {"act": "withdraw", "reason": "Le pilote n'a pas commencé"}
    observed.submits(CHLOE, back, form="correct", context={"update": "2"}, key="back")
    read = rows(file_for(observed, LUCIA, "exportar rec-022").sheets[2])
    assert [each["Qué es"] for each in read] == ["retira lo informado", "parte de uno conjunto"]
    hidden = file_for(observed, ANA, "exportar rec-022")
    assert (hidden.sheets[2].rows, "Le pilote" in told(hidden)) == ((), False)


@pytest.mark.parametrize("email", [LUCIA, TOMAS, NOAH, ANA, OBSERVER])
def test_drafts_are_in_nobodys(observed: Desk, email: str) -> None:
    assert "oficina norte" not in told(file_for(observed, email, "exportar compromisos"))


@pytest.mark.parametrize("email", [LUCIA, TOMAS, NOAH, ANA])
def test_text_that_waits_for_clearance_is_in_nobodys(desk: Desk, email: str) -> None:
    desk.presses(LUCIA, ActionName.NAME_CLEARER, str(desk.person(TOMAS).id))
    desk.submits(LUCIA, OWN | {"narrative": "Tres municipios"}, key="own")
    assert "Tres municipios" not in told(file_for(desk, email, "exportar rec-058"))
    desk.presses(TOMAS, ActionName.CLEAR, "1")
    desk.clock.advance(hours=1)
    assert "Tres municipios" in told(file_for(desk, email, "exportar rec-058"))


@pytest.mark.parametrize("email", [LUCIA, CHLOE, ANA, NOAH, OBSERVER])
def test_no_cell_says_what_the_answer_of_the_same_reader_does_not(observed: Desk, email: str) -> None:
    """Of each report on a pledge, what the file says is what the pledge's own answer or its joint report says."""
    for pledge, narrative in (("rec-022", PART["narrative"]), ("rec-058", OWN["narrative"])):
        answers = [observed.asks(email, f"compromisos {pledge}"), observed.asks(email, f"conjuntos {pledge}")]
        seen = any(narrative in said(each) for each in answers)
        assert (narrative in told(file_for(observed, email, f"exportar {pledge}"))) is seen, pledge


# ---- how much


def test_more_pledges_than_a_file_takes_are_cut_and_it_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pledge_file, "AT_ONCE", 3)
    monkeypatch.setattr(pledge_file, "MOST_PLEDGES", 7)
    desk.asks(LUCIA, "exportar compromisos asilo")
    (view,) = brought_to(desk, LUCIA, Postman(desk).round())
    assert isinstance(view.file, Workbook)
    assert "Hay 19 compromisos y contribuciones, demasiados para un solo archivo" in words(view)
    known = facts(view.file)
    assert (known["Compromisos en este archivo"], known["Compromisos encontrados"]) == (7, 19)
    whole = file_for(desk, GRACE, "export asylum")
    monkeypatch.undo()
    desk.clock.advance(hours=1)
    all_of_them = file_for(desk, GRACE, "export asylum")
    numbers = [[each["Number"] for each in rows(made.sheets[1])] for made in (whole, all_of_them)]
    assert numbers[0] == numbers[1][:7]
    assert len(numbers[1]) == 19


def test_pledge_whose_updates_are_too_many_stays_out_whole(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pledge_file, "MOST_UPDATES", 1)
    for number, pledge in enumerate(("rec-058", "rec-059")):
        desk.submits(LUCIA, OWN | {"pledge": pledge}, key=f"k{number}")
    made = file_for(desk, LUCIA, "exportar rec-058 rec-059")
    assert (len(made.sheets[1].rows), len(made.sheets[2].rows)) == (1, 1)
    assert facts(made)["Compromisos encontrados"] == 2
