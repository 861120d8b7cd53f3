from collections.abc import Callable

import pytest
from tests.unit.desk import (
    ANA,
    CHLOE,
    GRACE,
    KARLA,
    LUCIA,
    MX,
    NOAH,
    RAFAEL,
    STRANGER,
    Desk,
    actions,
    buttons,
    summary,
    view_of,
)
from tests.unit.reading import said

from mirps_bot.adapters.console.render import render_text
from mirps_bot.content.facts import Facts
from mirps_bot.dialogue import Tell
from mirps_bot.domain.pledge import ContributionType, Pledge, PledgeKind, Stage, add_up
from mirps_bot.domain.query import Facet, Order
from mirps_bot.features import pledges
from mirps_bot.features.pledges import PAGE_SIZE, OnePledge, PledgeList
from mirps_bot.view.action import Action, ActionName

Fits = Callable[[Pledge], bool]

NEED = {"entity": "hn", "area": "asylum_systems", "type": "technical", "what": "x"}


def found(desk: Desk, words: str, email: str = LUCIA) -> PledgeList:
    return desk.data(pledges.answer, words, PledgeList, email)


def opened(desk: Desk, words: str, email: str = LUCIA) -> tuple[OnePledge, list[Action]]:
    shown = desk.show(pledges.answer, words, email)
    assert isinstance(shown.data, OnePledge)
    return shown.data, [each.action for each in shown.choices["report"]]


def every(desk: Desk, words: str, email: str = LUCIA) -> list[str]:
    """The ids of all pages, as they follow each other."""
    numbers = range(1, last_page(desk, words, email) + 1)
    pages = [found(desk, f"{words} p{number}", email).page for number in numbers]
    return [each.pledge.id for page in pages for each in page.items]


def last_page(desk: Desk, words: str, email: str = LUCIA) -> int:
    return -(-found(desk, words, email).page.total // PAGE_SIZE)


def involved(pledge: Pledge) -> set[str]:
    return {*pledge.entities, *pledge.target_countries}


def of_mexico(pledge: Pledge) -> bool:
    return "mx" in involved(pledge)


BANKS = {"idb", "wbg", "cabei", "caf"}
EUROPEANS = {"eu", "fr", "es", "ch", "it", "se"}
MIRPS_STATES = {"bz", "cr", "sv", "gt", "hn", "mx", "pa"}


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("", lambda _: True),
        ("México", of_mexico),
        ("de mexico", of_mexico),
        ("asilo", lambda each: "asylum_systems" in each.areas),
        (
            "canadá 2023",
            lambda each: "ca" in each.entities and each.announced and each.announced.year == 2023,
        ),
        (
            "financieros de canadá",
            lambda each: "ca" in each.entities and ContributionType.FINANCIAL in each.types,
        ),
        ("fondo mirps", lambda each: each.kind is PledgeKind.FUND_PROJECT),
        ("multipartitos", lambda each: each.kind is PledgeKind.MULTI_STAKEHOLDER),
        (
            "panamá y costa rica",
            lambda each: {"pa", "cr"} & {*each.entities, *each.target_countries},
        ),
        ("cumplidos", lambda each: each.stage is Stage.FULFILLED),
        ("los bancos", lambda each: BANKS & {*each.entities}),
        ("los bancos para Honduras", lambda each: BANKS & {*each.entities} and "hn" in each.target_countries),
        ("pledges by members of the MIRPS", lambda each: MIRPS_STATES & {*each.entities}),
        ("para los países del MIRPS", lambda each: MIRPS_STATES & {*each.target_countries}),
        ("el gobierno de México", of_mexico),
        ("donantes europeos", lambda each: EUROPEANS & {*each.entities}),
        ("pledges by European donors", lambda each: EUROPEANS & {*each.entities}),
        ("South American countries", lambda each: {"ar", "br", "co", "uy"} & {*each.entities}),
        ("Belize own pledges", lambda each: "bz" in each.entities),
        ("compromisos propios de Belice", lambda each: "bz" in each.entities),
        ("de nuestro gobierno", lambda each: "mx" in each.entities),
        ("quién ha apoyado a Guatemala", lambda each: "gt" in each.target_countries),
        ("what Canada and IOM do together", lambda each: {"ca", "iom"} <= involved(each)),
        (
            "lo que recibe Honduras de otros",
            lambda each: "hn" in each.target_countries and "hn" not in each.entities,
        ),
        ("lo que prometió Guatemala y lo que recibe", lambda each: "gt" in involved(each)),
        (
            "lo que prometió Canadá y recibe Honduras",
            lambda each: "ca" in each.entities and "hn" in each.target_countries,
        ),
        (
            "lo que prometió Canadá y recibió en 2023 Honduras",
            lambda each: (
                "ca" in each.entities
                and "hn" in each.target_countries
                and each.announced
                and each.announced.year == 2023
            ),
        ),
        ("Mexico's pledges", lambda each: "mx" in each.entities),
        ("what feeds into local action", lambda each: "msp-local-action" in each.supports),
        ("PTA places", lambda each: "rec-053" <= each.id <= "rec-057"),
        ("implementation records", lambda each: each.kind is PledgeKind.IMPLEMENTATION),
        ("who has joined Cartagena+40", lambda each: "msp-cartagena40" in each.supports),
        ("sin informe", lambda _: True),
        ("sin monto", lambda each: each.amount is None),
        ("pledges with no date", lambda each: each.announced is None),
        ("sans montant, Canada", lambda each: each.amount is None and "ca" in involved(each)),
    ],
)
def test_list_has_what_the_words_ask_for_and_nothing_else(
    reading_desk: Desk, facts: Facts, words: str, fits: Fits
) -> None:
    wanted = [each for each in facts.pledges if fits(each)]

    listed = found(reading_desk, words)

    assert listed.page.total == len(wanted)
    assert set(every(reading_desk, words)) == {each.id for each in wanted}
    assert listed.sums == add_up(wanted)


@pytest.mark.parametrize(
    ("email", "words", "told"),
    [
        (LUCIA, "cuánto suman los compromisos de Canadá", "Total: CAD\xa010\xa0100\xa0000 (2 montos)"),
        (LUCIA, "total de Brasil", "Total: ninguna fuente dice un monto"),
        (GRACE, "what do the pledges of Brazil add up to", "Total: no source gives an amount"),
        (RAFAEL, "quanto somam os compromissos do Brasil", "Total: nenhuma fonte diz um valor"),
        (CHLOE, "combien font en tout les engagements du Brésil", "Total: aucune source ne donne de montant"),
    ],
)
def test_asked_what_they_add_up_to_that_comes_first(
    reading_desk: Desk, email: str, words: str, told: str
) -> None:
    _, total, *_ = said(reading_desk.asks(email, words)).splitlines()

    assert total == told


@pytest.mark.parametrize(
    ("words", "ways"),
    [
        ("sin empezar de México", ["Sin «sin empezar» (19)", "Sin informe (19)"]),
        (
            "cumplidos de Francia sobre empleo en Belice",
            ["Solo «francia» (2)", "Solo «empleo» (12)", "Solo «belice» (6)"],
        ),
    ],
)
def test_where_nothing_is_found_ways_on_are_offered(reading_desk: Desk, words: str, ways: list[str]) -> None:
    answer = reading_desk.asks(LUCIA, f"compromisos {words}")

    assert [each.label for each in buttons(answer)] == ways


def test_asked_what_they_add_up_to_those_without_an_amount_are_told(reading_desk: Desk) -> None:
    listed = found(reading_desk, "total de Canadá")

    assert listed.without_amount == listed.page.total - 2
    told = f"{listed.without_amount} compromisos y contribuciones sin monto en su fuente"
    assert told in said(reading_desk.asks(LUCIA, "compromisos total de Canadá"))


@pytest.mark.parametrize(
    ("words", "most"),
    [
        ("los 3 más recientes", 3),
        ("últimos dos de México", 2),
        ("the four latest of Mexico", 4),
        ("plus récents", 5),
    ],
)
def test_as_many_of_the_newest_as_are_asked_for(
    reading_desk: Desk, facts: Facts, words: str, most: int
) -> None:
    listed = found(reading_desk, words)
    among = [each for each in facts.pledges if of_mexico(each) or "xico" not in words]
    years = sorted((each.announced.year for each in among if each.announced), reverse=True)
    shown = [each.pledge.announced for each in listed.page.items]

    assert (listed.page.total, listed.order) == (len(among), Order.NEWEST)
    assert [each.year for each in shown if each] == years[:most]


@pytest.mark.parametrize(
    ("words", "email", "order", "ids"),
    [
        ("los 2 más grandes de Estados Unidos", LUCIA, Order.LARGEST, ["rec-014", "rec-011"]),
        ("la contribución más grande de la Unión Europea", LUCIA, Order.LARGEST, ["rec-009"]),
        ("largest pledges of France", GRACE, Order.LARGEST, ["rec-034"]),
        ("próximos a vencer", LUCIA, Order.ENDING, ["rec-017", "rec-030", "rec-081"]),
        ("a mais antiga do Canadá", RAFAEL, Order.OLDEST, ["rec-057"]),
        ("el más reciente de todos", LUCIA, Order.NEWEST, ["rec-081"]),
        ("le dernier de l'UE en date", CHLOE, Order.NEWEST, ["rec-007", "rec-008"]),
    ],
)
def test_first_in_an_order_are_shown(
    reading_desk: Desk, words: str, email: str, order: Order, ids: list[str]
) -> None:
    listed = found(reading_desk, words, email)

    assert (listed.order, [each.pledge.id for each in listed.page.items]) == (order, ids)
    assert listed.page.total >= listed.ordered >= len(ids)


def test_all_are_listed_and_it_is_said_so_where_none_can_be_put_in_order(reading_desk: Desk) -> None:
    listed = found(reading_desk, "los más grandes de Brasil")

    assert (listed.order, listed.ordered) == (Order.LARGEST, 0)
    assert listed.page.items
    answer = reading_desk.asks(LUCIA, "compromisos más grandes de Brasil")
    assert "Ninguno dice su monto" in render_text(view_of(answer))


def test_pages_of_an_order_go_on_where_the_one_before_ended(reading_desk: Desk) -> None:
    shown = [found(reading_desk, f"más grandes compromisos p{number}") for number in (1, 2, 99)]
    first, second, last = ([each.pledge.amount for each in listed.page.items] for listed in shown)

    assert not {*first} & {*second}
    assert last
    asks = actions(reading_desk.asks(LUCIA, "compromisos más grandes"))
    assert ask("pledges 5 largest pledges p2") in asks
    again = found(reading_desk, "5 largest pledges p2")
    assert [each.pledge.id for each in again.page.items] == [each.pledge.id for each in shown[1].page.items]


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        (
            "de más de 100 millones de dólares",
            lambda each: each.currency == "USD" and each.amount > 100_000_000,
        ),
        ("monto:>=100000000", lambda each: each.amount is not None and each.amount >= 100_000_000),
        (
            "entre 1 y 12 millones de euros",
            lambda each: each.currency == "EUR" and 10**6 <= each.amount <= 12 * 10**6,
        ),
        (
            "monto:>11M<=120M",
            lambda each: each.amount is not None and 11 * 10**6 < each.amount <= 120 * 10**6,
        ),
        (
            "monto:>=11M<120M",
            lambda each: each.amount is not None and 11 * 10**6 <= each.amount < 120 * 10**6,
        ),
        ("que terminan en 2022", lambda each: each.ends and each.ends.year == 2022),
        ("termina:<2023", lambda each: each.ends and each.ends.year < 2023),
        ("que terminan después de 2026", lambda each: each.ends and each.ends.year > 2026),
    ],
)
def test_list_is_narrowed_by_amount_and_by_end(
    reading_desk: Desk, facts: Facts, words: str, fits: Fits
) -> None:
    wanted = {each.id for each in facts.pledges if fits(each)}

    assert wanted
    assert set(every(reading_desk, words)) == wanted


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("monto:>5M<=9M", "más de 5 000 000, hasta 9 000 000"),
        ("monto:>=5M<9M", "de 5 000 000 a menos de 9 000 000"),
        ("monto:>5M<9M", "más de 5 000 000 y menos de 9 000 000"),
        ("de más de 5 millones y menos de 9 millones", "más de 5 000 000 y menos de 9 000 000"),
        ("under 9 million and over 5 million", "más de 5 000 000 y menos de 9 000 000"),
        ("monto:>=5M<=9M", "de 5 000 000 a 9 000 000"),
    ],
)
def test_ends_of_a_range_are_told_as_they_are(reading_desk: Desk, words: str, said: str) -> None:
    told = summary(reading_desk.asks(ANA, f"compromisos {words}"))
    assert told.endswith(said.replace(" 0", "\N{NO-BREAK SPACE}0"))


def test_last_months_are_a_time_and_not_the_newest(reading_desk: Desk) -> None:
    assert not found(reading_desk, "de los últimos 3 meses").order


@pytest.mark.parametrize("words", ["canada", "CANADÁ", "canada,", "¿canadá?", "show me canada"])
def test_spelling_makes_no_difference(reading_desk: Desk, words: str) -> None:
    assert found(reading_desk, words).page == found(reading_desk, "Canadá").page


def test_pages_hold_each_pledge_once(reading_desk: Desk, facts: Facts) -> None:
    ids = every(reading_desk, "")
    assert sorted(ids) == sorted(each.id for each in facts.pledges)


def test_pages_are_turned_by_buttons(reading_desk: Desk) -> None:
    first = reading_desk.asks(LUCIA, "compromisos canadá")
    assert ask("pledges canadá p2") in actions(first)
    assert not any("p0" in each.arguments[0] for each in actions(first))

    second = reading_desk.presses(LUCIA, ActionName.ASK, "pledges canadá p2")
    assert {ask("pledges canadá p1"), ask("pledges canadá p3")} <= set(actions(second))
    assert summary(second) == summary(first)


def test_last_page_leads_only_back(reading_desk: Desk) -> None:
    last = last_page(reading_desk, "canadá")
    asks = [each.arguments[0] for each in actions(reading_desk.asks(LUCIA, f"compromisos canadá p{last}"))]
    assert [each for each in asks if each.startswith("pledges canadá")] == [f"pledges canadá p{last - 1}"]


def test_page_beyond_the_last_is_the_last(reading_desk: Desk) -> None:
    beyond = reading_desk.asks(LUCIA, "compromisos canadá p99")
    assert beyond == reading_desk.asks(LUCIA, f"compromisos canadá p{last_page(reading_desk, 'canadá')}")


def test_page_zero_is_the_first(reading_desk: Desk) -> None:
    assert found(reading_desk, "canadá p0").page == found(reading_desk, "canadá").page


def test_page_after_the_newest_one_is_the_next_one(reading_desk: Desk) -> None:
    (newest,) = found(reading_desk, "el más reciente de todos").page.items
    shown = reading_desk.asks(LUCIA, "compromisos el más reciente de todos")
    asked = [each.arguments[0] for each in actions(shown)]
    assert any(each.endswith("most recent one p2") for each in asked)
    after = found(reading_desk, "most recent one p2").page
    second = found(reading_desk, "2 most recent pledges").page.items[1]
    assert [each.pledge.id for each in after.items] == [second.pledge.id] != [newest.pledge.id]


def test_mine_are_those_my_entity_made(reading_desk: Desk, facts: Facts) -> None:
    own = {each.id for each in facts.pledges if "mx" in each.entities}
    assert {each.pledge.id for each in found(reading_desk, "míos").page.items} == own


def test_reported_stage_counts_before_the_published_one(desk: Desk) -> None:
    assert found(desk, "en curso").page.total == 0
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})
    assert [each.pledge.id for each in found(desk, "en curso").page.items] == ["rec-058"]
    assert "rec-058" not in every(desk, "sin informe")


def test_unknown_words_are_looked_up_in_the_texts(reading_desk: Desk, facts: Facts) -> None:
    listed = found(reading_desk, "Palliser")
    assert [each.pledge.id for each in listed.page.items] == [
        each.id for each in facts.pledges if "palliser" in each.entities
    ]


def test_what_together_finds_nothing_can_be_asked_for_by_less(reading_desk: Desk) -> None:
    assert found(reading_desk, "de:francia para:belice").page.total == 0
    answer = reading_desk.asks(LUCIA, "compromisos de:francia para:belice")
    assert {ask("pledges owner:fr"), ask("pledges beneficiary:bz")} <= {*actions(answer)}


def test_as_few_words_as_possible_are_left_aside(reading_desk: Desk) -> None:
    assert found(reading_desk, "channelled digital files").absent == ("channelled",)
    listed = found(reading_desk, "canadá nueces channelled")
    assert listed.absent == ("nueces", "channelled")
    assert listed.page.total == found(reading_desk, "canadá").page.total


@pytest.mark.parametrize(
    ("words", "expected"), [("algo del clima", "rec-033"), ("lgbt", "rec-018"), ("carnets", "rec-071")]
)
def test_word_that_no_text_has_is_looked_for_by_others_for_the_same(
    reading_desk: Desk, words: str, expected: str
) -> None:
    listed = found(reading_desk, words)
    assert expected in {each.pledge.id for each in listed.page.items}
    assert not listed.absent


def test_words_that_were_looked_for_are_shown_with_their_accents(reading_desk: Desk) -> None:
    assert "«niñez»" in summary(reading_desk.asks(LUCIA, "compromisos sobre niñez"))
    assert found(reading_desk, "canadá ñandú").absent == ("ñandú",)
    assert "«Niñez»" in summary(reading_desk.asks(LUCIA, 'compromisos "Niñez"'))


def test_of_words_that_are_not_found_together_the_rarest_is_kept(reading_desk: Desk) -> None:
    assert found(reading_desk, "apoyos comar").absent == ("apoyos",)
    assert found(reading_desk, "comar apoyos").absent == ("apoyos",)


def test_word_that_no_text_has_is_left_aside_and_named(reading_desk: Desk) -> None:
    listed = found(reading_desk, "canadá zzyzx")
    assert listed.absent == ("zzyzx",)
    assert [each.pledge.id for each in listed.page.items] == every(reading_desk, "canadá")[:5]
    assert found(reading_desk, 'canadá "zzyzx"').page.total == 0


def test_list_can_be_shared_by_its_own_words(reading_desk: Desk) -> None:
    shown = reading_desk.show(pledges.answer, "canadá p2")
    assert shown.shareable == "pledges canadá p2"


# ---- one -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["rec-058", "REC-058", "rec-058 y algo más"])
def test_number_opens_the_pledge(reading_desk: Desk, words: str) -> None:
    assert opened(reading_desk, words)[0].tracked.pledge.id == "rec-058"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("MIRPS integration pledge", "msp-mirps-integration"),
        ("compromiso del MIRPS sobre gobernanza local", "msp-mirps-local"),
        ("initiative pour l'autosuffisance", "rec-017"),
    ],
)
def test_pledge_opens_by_what_people_call_it(reading_desk: Desk, words: str, number: str) -> None:
    assert opened(reading_desk, words)[0].tracked.pledge.id == number


def test_pledge_names_what_supports_it(reading_desk: Desk, facts: Facts) -> None:
    supported = next(each.supports[0] for each in facts.pledges if each.supports)
    assert sorted(each.pledge.id for each in opened(reading_desk, supported)[0].parts) == sorted(
        each.id for each in facts.pledges if supported in each.supports or each.part_of == supported
    )


@pytest.mark.parametrize(("email", "may"), [(LUCIA, True), (NOAH, True), (ANA, False), (STRANGER, False)])
def test_only_its_people_and_the_secretariat_are_offered_to_report(
    reading_desk: Desk, email: str, may: bool
) -> None:
    _, offered = opened(reading_desk, "rec-058", email)
    own = [Action(ActionName.REPORT, ("rec-058",)), Action(ActionName.NO_CHANGE, ("rec-058",))]
    assert offered == (own if may else [])


def test_fulfilled_pledge_needs_no_more_reports(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "fulfilled"})
    assert opened(desk, "rec-058")[1] == []


def test_history_has_the_newest_first(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning"}, key="1")
    desk.clock.advance(days=1)
    desk.presses(NOAH, ActionName.NO_CHANGE, "rec-058")

    updates = [each.update for each in opened(desk, "rec-058")[0].history]

    assert [(each.kind, each.author_name, each.on_behalf, each.entity) for each in updates] == [
        ("confirmation", "Noah Fischer", True, MX),
        ("update", "Lucía Ortega", False, MX),
    ]


def test_history_says_in_words_what_a_correction_changed(desk: Desk) -> None:
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "planning", "narrative": "*Primera*"})
    first = opened(desk, "rec-058")[0].history[0].update
    raw = {"act": "correct", "stage": "fulfilled", "narrative": "Segunda", "reason": "Dato final"}
    desk.submits(LUCIA, raw, form="correct", context={"update": str(first.id)}, key="c")

    told = said(desk.asks(LUCIA, "compromisos rec-058"))
    assert (
        f"{first.number}: Etapa en planificación → cumplido; Texto «*Primera*» → «Segunda» (Dato final)"
        in told
    )


def test_answer_is_in_the_language_of_whoever_asks(reading_desk: Desk) -> None:
    spanish, english = (
        reading_desk.asks(LUCIA, "compromisos mexico"),
        reading_desk.asks(GRACE, "pledges mexico"),
    )
    assert summary(spanish).endswith("compromisos y contribuciones: México")
    assert summary(english).endswith("pledges and contributions: Mexico")


def ask(words: str) -> Action:
    return Action(ActionName.ASK, (words,))


# ---- the language of questions -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("país:méxico área:asilo", "méxico asilo"),
        ("área:asilo país:méxico", "méxico asilo"),
        ("country:mexico thème:asile", "méxico asilo"),
        ('etapa:"sin informe" país:belice', "belice sin informe"),
        ("onduras", "honduras"),
        ("CEPAL", "ECLAC"),
        ("acnur", "UNHCR"),
        ("FMR 2019 suiza", "GRF 2019 suiza"),
        ("id:rec-010", "rec-010 rec-010"),
        ("asylum", "asilo"),
    ],
)
def test_same_is_found_however_it_is_asked(reading_desk: Desk, words: str, same: str) -> None:
    shown, expected = ((reading_desk.asks(LUCIA, f"compromisos {each}")) for each in (words, same))
    assert actions(shown)[:3] == actions(expected)[:3]


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("de Canadá para Honduras", lambda each: "ca" in each.entities and "hn" in each.target_countries),
        ("Canadá Honduras", lambda each: "ca" in each.entities and "hn" in each.target_countries),
        ("Costa Rica, Unión Europea", lambda each: "eu" in each.entities and "cr" in each.target_countries),
        ("Canadá y Honduras", lambda each: of(each, "ca") or of(each, "hn")),
        ("proyectos de la OIM que paga Canadá", lambda each: {"iom", "ca"} <= {*each.entities}),
        ("Canadá, Suiza", lambda each: of(each, "ca") or of(each, "ch")),
        ("la Banque mondiale et l'OEA", lambda each: of(each, "wbg") or of(each, "oas")),
        ("sector privado: Mabe, Palliser", lambda each: {"mabe", "palliser"} & {*each.entities}),
        ("agencias de la ONU", lambda each: {"unhcr", "iom", "un", "eclac"} & {*each.entities}),
        ("multipartitos globales", lambda each: each.id.startswith("msp-") and each.is_global),
        ("compromisos regionales del MIRPS", lambda each: each.id.startswith("msp-mirps-")),
        ("compromisos de Brasil", lambda each: "br" in each.entities),
        ("acuerdos del BCIE con la OIM y el ACNUR", lambda each: "cabei" in each.entities),
        (
            "asilo en Panamá by Panama",
            lambda each: "asylum_systems" in each.areas and "pa" in each.entities,
        ),
        (
            "lo que prometieron mientras Canadá presidía",
            lambda each: (
                each.announced
                and f"{each.announced.last_day:%Y-%m}" >= "2021-07"
                and f"{each.announced.first_day:%Y-%m}" <= "2022-09"
            ),
        ),
        ("hechos por Honduras", lambda each: "hn" in each.entities),
        ("los que suman al compromiso global de inclusión estadística", lambda each: of_statistics(each)),
        ("mi ministra pregunta por Belice", lambda each: of(each, "bz")),
        ("hace meses, Belice", lambda each: of(each, "bz")),
        ("lo que aportaron Suiza y Francia. ¿Me ayuda?", lambda each: {"ch", "fr"} & {*each.entities}),
        (
            "para El Salvador sin El Salvador",
            lambda each: "sv" in each.target_countries and "sv" not in each.entities,
        ),
        ("asilo sin Canadá", lambda each: "asylum_systems" in each.areas and not of(each, "ca")),
        (
            "asilo -tipo:financiera",
            lambda each: "asylum_systems" in each.areas and ContributionType.FINANCIAL not in each.types,
        ),
        ("Foro Mundial 2023", lambda each: each.forum == "GRF 2023"),
        ("Nueva York", lambda each: each.forum == "Solidarity Event 2022"),
        ("evento de solidaridad de San José", lambda each: each.forum == "Solidarity Event 2021"),
        ("foro:solidarity_event-2022", lambda each: each.forum == "Solidarity Event 2022"),
        (
            "reasentamiento",
            lambda each: "resettlement_pathways" in each.areas or ContributionType.PLACES in each.types,
        ),
        (
            "multipartito:msp-cartagena40",
            lambda each: "msp-cartagena40" in (each.part_of, *each.supports),
        ),
        (
            "presidencia:canadá",
            lambda each: (
                each.announced
                and f"{each.announced.last_day:%Y-%m}" >= "2021-07"
                and f"{each.announced.first_day:%Y-%m}" <= "2022-09"
            ),
        ),
        ("desde:2024-06", lambda each: each.announced and each.announced.first_day.year >= 2025),
        (
            "grupo de trabajo de asilo",
            lambda each: {"msp-mirps-asylum", "msp-mirps-combined"} & {each.id, each.part_of, *each.supports},
        ),
        ("año:2018..2019", lambda each: each.announced and each.announced.year in (2018, 2019)),
    ],
)
def test_list_has_what_the_language_asks_for(
    reading_desk: Desk, facts: Facts, words: str, fits: Fits
) -> None:
    wanted = {each.id for each in facts.pledges if fits(each)}
    assert wanted
    assert set(every(reading_desk, words)) == wanted


def of_statistics(pledge: Pledge) -> bool:
    return "msp-statistical-inclusion" in (pledge.part_of, *pledge.supports)


def of(pledge: Pledge, entity: str) -> bool:
    return entity in (*pledge.entities, *pledge.target_countries)


def test_followed_are_the_ones_of_what_is_followed(desk: Desk, facts: Facts) -> None:
    assert found(desk, "los que sigo").page.total == 0
    for topic in ("rec-044", "Belice"):
        desk.asks(LUCIA, f"seguir {topic}")
    expected = {"rec-044", *(each.id for each in facts.pledges if of(each, "bz"))}
    assert set(every(desk, "los que sigo")) == expected


@pytest.mark.parametrize(
    ("email", "asked"),
    [
        (LUCIA, "con necesidades abiertas"),
        (LUCIA, "necesidades:abiertas"),
        (GRACE, "needs:open"),
        (RAFAEL, "com necessidades em aberto"),
        (CHLOE, "avec des besoins ouverts"),
    ],
)
def test_open_needs_narrow_to_their_states_and_areas(
    desk: Desk, facts: Facts, email: str, asked: str
) -> None:
    assert found(desk, asked, email).page.total == 0
    desk.submits(KARLA, NEED, form="needs")
    expected = {each.id for each in facts.pledges if of(each, "hn") and "asylum_systems" in each.areas}
    assert {each.pledge.id for each in found(desk, asked, email).page.items} == expected


@pytest.mark.parametrize(
    ("email", "asked"),
    [
        (LUCIA, "¿Qué compromisos tienen necesidades abiertas?"),
        (GRACE, "which pledges have open needs"),
        (RAFAEL, "quais compromissos têm necessidades abertas"),
        (CHLOE, "quels engagements ont des besoins ouverts ?"),
    ],
)
def test_pledges_with_open_needs_are_asked_for_in_plain_words(
    reading_desk: Desk, email: str, asked: str
) -> None:
    answer = reading_desk.says(email, asked)
    assert summary(answer) == summary(reading_desk.asks(email, "pledges flag:open_needs"))


@pytest.mark.parametrize(
    "words",
    ["míos", "qué nos prometieron", "los que sigo", "con necesidades abiertas", "sin necesidades abiertas"],
)
def test_what_is_for_the_roster_is_refused_to_others(desk: Desk, words: str) -> None:
    with desk.visit(STRANGER) as visit:
        assert pledges.answer(visit, words) == Tell(phrase="not_on_roster")


@pytest.mark.parametrize(
    ("email", "words", "ways"),
    [
        (LUCIA, "Honduras", ["directory", "plans", "cities", "needs"]),
        (LUCIA, "país:hn p2", ["directory", "plans", "cities", "needs"]),
        (STRANGER, "Honduras", ["directory", "plans", "cities"]),
        (LUCIA, "Belice", ["directory", "plans"]),
        (LUCIA, "Canadá", ["directory"]),
        (LUCIA, "Honduras asilo", []),
        (LUCIA, "Honduras 2023", []),
        (LUCIA, "sin Honduras", []),
        (LUCIA, "para Honduras", []),
        (LUCIA, "2023", ["calendar"]),
        (LUCIA, "sin 2023", []),
    ],
)
def test_list_of_one_entity_or_year_leads_to_what_else_there_is_of_it(
    desk: Desk, email: str, words: str, ways: list[str]
) -> None:
    desk.submits(KARLA, NEED, form="needs")
    shown = desk.show(pledges.answer, words, email)
    assert [each.action.arguments[0].split()[0] for each in shown.choices["look"]] == ways


@pytest.mark.parametrize(
    ("email", "asked", "told"),
    [
        (LUCIA, "compromisos desde:2026-04-01", "desde el 1 de abril de 2026"),
        (LUCIA, "compromisos desde:2026-04", "desde abril de 2026"),
        (LUCIA, "compromisos antes:2021", "antes de 2021"),
        (CHLOE, "engagements depuis:2026-04-01", "depuis le 1er avril 2026"),
        (GRACE, "pledges since:2026-04-01", "since April 1, 2026"),
    ],
)
def test_day_that_is_asked_for_is_told_in_words(
    reading_desk: Desk, email: str, asked: str, told: str
) -> None:
    assert summary(reading_desk.says(email, asked)).endswith(f": {told}")


def test_change_since_a_day_is_what_was_reported_since(desk: Desk) -> None:
    assert found(desk, "desde:2026-11-24").page.total == 0
    desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"})
    assert [each.pledge.id for each in found(desk, "desde:2026-11-24").page.items] == ["rec-058"]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("méxico color:azul", ["unknown_field"]),
        ("país:narnia asilo", ["unknown_value"]),
        ("méxico desde:2024-02-31", ["not_a_date"]),
        ('méxico "en curso', ["open_quote"]),
        ("país: ", ["no_value"]),
        ("país:mx " * 61, ["too_much"]),
        ("'); DROP TABLE pledges;--", []),
        ("(a+)+$ ^.*? [[:alpha:]]", []),
        ("méxico\x00\x07\x1b asilo", []),
    ],
)
def test_bad_input_is_answered_and_told(reading_desk: Desk, words: str, kinds: list[str]) -> None:
    listed = found(reading_desk, words)
    assert [each.kind for each in listed.asked.understood.faults] == kinds


def test_question_of_which_nothing_is_understood_lists_nothing(reading_desk: Desk) -> None:
    listed = found(reading_desk, "color:azul")
    assert (listed.is_unclear, listed.page.total) == (True, 0)
    assert summary(reading_desk.asks(LUCIA, "compromisos color:azul")) == "No entendí qué busca"


def test_nothing_found_offers_what_would_be_with_one_thing_less(reading_desk: Desk) -> None:
    answer = reading_desk.asks(LUCIA, "compromisos belice salud 2019")
    asks = [each.arguments[0] for each in actions(answer)]
    assert "pledges area:health year:2019" not in asks
    for line in asks:
        assert found(reading_desk, line.removeprefix("pledges ")).page.total > 0


def test_answer_says_what_was_understood_and_corrected(reading_desk: Desk) -> None:
    answer = reading_desk.asks(LUCIA, "compromisos onduras sin 2023")
    assert summary(answer).endswith(": Honduras · sin 2023")
    assert "Leí: «onduras» → «honduras»" in str(answer)


def test_tree_names_what_counts_toward_a_pledge_and_what_it_counts_toward(
    reading_desk: Desk, facts: Facts
) -> None:
    one, _ = opened(reading_desk, "msp-mirps-combined")
    parts = [each.id for each in facts.pledges if each.part_of == "msp-mirps-combined"]
    assert sorted(each.pledge.id for each in one.parts) == sorted(parts)
    assert one.parts_total == len(parts)
    assert {each.id for each in one.toward} == {
        "msp-asylum-capacity",
        "msp-economic-inclusion",
        "msp-local-action",
        "msp-statistical-inclusion",
    }
    assert ask("pledges joint:msp-mirps-combined") in actions(reading_desk.asks(LUCIA, "msp-mirps-combined"))


def test_long_history_is_paged(desk: Desk) -> None:
    for number in range(7):
        desk.clock.advance(days=1)
        desk.submits(LUCIA, {"pledge": "rec-058", "stage": "in_progress"}, key=str(number))
    pages = [opened(desk, words)[0].history for words in ("rec-058", "rec-058 p2")]
    ids = [each.update.id for page in pages for each in page]
    assert [len(page) for page in pages] == [5, 2]
    assert ids == sorted(ids, reverse=True)
    assert ask("pledges rec-058 p2") in actions(desk.asks(LUCIA, "rec-058"))
    assert ask("pledges rec-058 p1") in actions(desk.asks(LUCIA, "compromisos rec-058 p2"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "el Acuerdo de Transferencia de Protección",
            {"rec-053", "rec-054", "rec-055", "rec-056", "rec-057"},
        ),
        ("PTA", {"rec-053", "rec-054", "rec-055", "rec-056", "rec-057"}),
        ("lo que Suiza le dio al ACNUR", {"rec-036"}),
    ],
)
def test_what_is_written_out_in_full_is_looked_for_whole(desk: Desk, line: str, expected: set[str]) -> None:
    assert {each.pledge.id for each in found(desk, line).page.items} >= expected


@pytest.mark.parametrize("line", ["Belice, qué le han prometido", "o que lhe prometeram, Belize"])
def test_what_was_promised_to_somebody_is_for_them(desk: Desk, line: str) -> None:
    shown = found(desk, line)
    assert shown.page.total > 1
    assert all("bz" in each.pledge.target_countries for each in shown.page.items)


@pytest.mark.parametrize(
    ("email", "words"),
    [
        (LUCIA, "qué nos han prometido"),
        (LUCIA, "lo que recibimos"),
        (KARLA, "what do we receive"),
        (KARLA, "qui nous soutient"),
    ],
)
def test_what_others_do_for_us_is_for_our_country(desk: Desk, facts: Facts, email: str, words: str) -> None:
    own = {LUCIA: "mx", KARLA: "hn"}[email]
    for_us = {each.id for each in facts.pledges if own in each.target_countries and own not in each.entities}
    assert set(every(desk, words, email)) == for_us


def test_what_somebody_owes_us_may_be_done_together(desk: Desk, facts: Facts) -> None:
    owed = {each.id for each in facts.pledges if "ca" in each.entities and "mx" in each.target_countries}
    assert "rec-022" in owed
    assert set(every(desk, "lo que nos debe Canadá")) == owed


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("trata de personas", "rec-042"),
        ("engagement commun de l'ONU", "rec-083"),
        ("cuentas bancarias para refugiados de BanCoppel", "rec-062"),
    ],
)
def test_what_several_words_say_together_is_found_however_a_text_says_it(
    reading_desk: Desk, words: str, number: str
) -> None:
    assert every(reading_desk, words) == [number]


def test_companies_that_hire_are_found_whoever_made_the_pledge(reading_desk: Desk) -> None:
    assert set(every(reading_desk, "des entreprises qui embauchent des réfugiés")) == {"rec-063", "rec-064"}


def test_french_participle_is_nobodys(desk: Desk) -> None:
    assert found(desk, "engagements mise en œuvre", CHLOE).asked.understood.found == ()


@pytest.mark.parametrize(
    "line",
    [
        "asilo, pero no de Canadá",
        "asile, à part ceux du Canada",
        "asylum but not from Canada",
        "no quiero ver los de Canadá",
    ],
)
def test_whom_a_line_takes_out_is_left_out(desk: Desk, line: str) -> None:
    shown = found(desk, line)
    assert shown.page.total
    assert not any("ca" in each.pledge.entities for each in shown.page.items)


def test_single_pledge_found_tells_what_it_is(desk: Desk) -> None:
    assert "350 jobs" in render_text(view_of(desk.asks(LUCIA, "compromisos palliser")))
    assert "350 jobs" not in render_text(view_of(desk.asks(LUCIA, "compromisos palliser mabe")))


def test_what_is_left_out_says_nothing_of_when_others_end(desk: Desk) -> None:
    asked = found(
        desk, "quels engagements du canada ne sont pas financiers et finissent après 2025", CHLOE
    ).asked
    assert [(each.facet, each.is_left_out) for each in asked.understood.found] == [
        (Facet.OWNER, False),
        (Facet.TYPE, True),
        (Facet.ENDS, False),
    ]


@pytest.mark.parametrize(
    "line", ["compromisos de México que no estén cumplidos", "que no esten cumplidos, de México"]
)
def test_no_stays_before_a_wish_too(desk: Desk, line: str) -> None:
    stages = [each for each in found(desk, line).asked.understood.found if each.facet is Facet.STAGE]
    assert [each.is_left_out for each in stages] == [True]
