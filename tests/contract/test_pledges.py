"""The port for pledges, also held against a plain reading of its contract on random pledges and questions."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import TypeVar

import pytest
from tests.contract.samples import (
    ANA,
    AREAS,
    ASYLUM,
    BANK,
    ENTITIES,
    HONDURAS,
    JOBS,
    MEXICO,
    NOW,
    PANAMA,
    PLEDGES,
    pledge,
)  # fmt: skip

from mirps_bot.adapters.sql.seed import seed
from mirps_bot.adapters.sql.storage import SqlStorage
from mirps_bot.content.facts import Facts
from mirps_bot.domain.dates import PartialDate
from mirps_bot.domain.ids import AreaId, EntityId, NeedId, PersonId, PledgeId
from mirps_bot.domain.language import Language, Names
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.money import Amounts
from mirps_bot.domain.pledge import ContributionType, Forum, Pledge, PledgeKind, Stage, Sums, Total, add_up
from mirps_bot.domain.query import Count, Facet, Order, PledgeFilter, Sought, Span, Tracked
from mirps_bot.domain.update import Report, Standing, Surface, Unstaged, UpdateKind
from mirps_bot.ports import NewNeed, NewUpdate, UnitOfWork
from mirps_bot.search.stems import stems_in
from mirps_bot.search.vocabulary import phrase_of

T = TypeVar("T")

BY_ID = {each.id: each for each in PLEDGES}
LISTED = ("joint", "training", "whole", "fund", "registry", "again", "grant", "loan")


def untouched(pledge: Pledge) -> Tracked:
    return Tracked(
        pledge=pledge, standing=Standing(pledge=pledge.id, stage=None, updated_at=None, heard_at=None)
    )


@pytest.mark.parametrize("name", ["registry", "REGISTRY", "GRF-00123", "grf-00123"])
def test_pledge_is_found_by_id_or_number_letter_case_aside(unit: UnitOfWork, name: str) -> None:
    assert unit.pledges.find(name) == untouched(BY_ID[PledgeId("registry")])


@pytest.mark.parametrize("name", ["regis", "GRF-001234", ""])
def test_pledge_nobody_knows_is_none(unit: UnitOfWork, name: str) -> None:
    assert unit.pledges.find(name) is None


def test_all_pledges_come_joint_first_then_newest_then_unknown_years(unit: UnitOfWork) -> None:
    page = unit.pledges.search(PledgeFilter())

    assert page.items == tuple(untouched(BY_ID[PledgeId(each)]) for each in LISTED)
    assert (page.total, page.offset) == (8, 0)


def test_page_is_a_window_on_the_same_order(unit: UnitOfWork) -> None:
    page = unit.pledges.search(PledgeFilter(), offset=3, limit=2)

    assert [each.pledge.id for each in page.items] == ["fund", "registry"]
    assert (page.total, page.offset) == (8, 3)


def test_page_past_the_end_still_counts_all(unit: UnitOfWork) -> None:
    page = unit.pledges.search(PledgeFilter(owners=(BANK,)), offset=40, limit=10)

    assert (page.items, page.total, page.offset) == ((), 4, 40)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (PledgeFilter(entities=(HONDURAS,)), ["registry"]),
        (PledgeFilter(owners=(HONDURAS,)), []),
        (PledgeFilter(entities=(HONDURAS, PANAMA)), ["training", "registry", "loan"]),
        (PledgeFilter(owners=(BANK,), areas=(JOBS,)), ["registry", "grant"]),
        (PledgeFilter(areas=(ASYLUM, JOBS), types=(ContributionType.TECHNICAL,)), ["registry"]),
        (PledgeFilter(stages=(Stage.PLANNING, Stage.IN_PROGRESS)), ["training", "registry"]),
        (PledgeFilter(kinds=(PledgeKind.FUND_PROJECT, PledgeKind.MULTI_STAKEHOLDER)), ["joint", "fund"]),
        (PledgeFilter(years=(2019, 2023)), ["joint", "fund", "registry"]),
        (PledgeFilter(words=("registro",)), ["registry"]),
        (PledgeFilter(words=("digitaliz", "asilo", "biometric")), ["registry"]),
        (PledgeFilter(words=("00123",)), ["registry"]),
        (PledgeFilter(words=("asilo", "mercado")), []),
        (PledgeFilter(words=("100%",)), []),
    ],
)
def test_search_finds_what_was_asked(unit: UnitOfWork, wanted: PledgeFilter, found: list[str]) -> None:
    assert [each.pledge.id for each in unit.pledges.search(wanted).items] == found


def test_stage_reported_counts_before_the_one_stated(unit: UnitOfWork, ana: PersonId) -> None:
    file(unit, ana, "registry", Stage.FULFILLED)

    assert ids(unit, PledgeFilter(stages=(Stage.PLANNING,))) == []
    assert ids(unit, PledgeFilter(stages=(Stage.FULFILLED,))) == ["registry"]


def test_open_leaves_out_what_was_reported_closed(unit: UnitOfWork, ana: PersonId) -> None:
    file(unit, ana, "registry", Stage.FULFILLED)
    file(unit, ana, "again", Stage.IN_PROGRESS)

    assert ids(unit, PledgeFilter(owners=(MEXICO,), is_open=True)) == ["again"]


def test_never_reported_leaves_out_what_was_confirmed(unit: UnitOfWork, ana: PersonId) -> None:
    file(unit, ana, "again", kind=UpdateKind.CONFIRMATION)

    assert ids(unit, PledgeFilter(owners=(MEXICO,), never_reported=True)) == ["registry"]


def test_open_need_is_of_one_state_in_one_area_until_it_is_closed(unit: UnitOfWork, ana: PersonId) -> None:
    wanted = PledgeFilter(has_open_need=True)
    assert ids(unit, wanted) == []

    post(unit, ana, PANAMA, ASYLUM)
    need = post(unit, ana, HONDURAS, ASYLUM)
    expected = [
        each.id
        for each in PLEDGES
        if any(party in (*each.entities, *each.target_countries) for party in (PANAMA, HONDURAS))
        and ASYLUM in each.areas
    ]
    assert expected
    assert sorted(ids(unit, wanted)) == sorted(expected)
    assert not {*ids(unit, PledgeFilter(without=wanted))} & {*expected}

    unit.needs.close(need, at=NOW)
    assert ids(unit, PledgeFilter(beneficiaries=(HONDURAS,), has_open_need=True)) == []


def test_texts_are_found_by_any_form_of_their_words_those_of_names_first(unit: UnitOfWork) -> None:
    asylum = Sought(typed="asilos", phrases=(phrase_of("asilos"),))
    registry = Sought(typed="registros", phrases=(phrase_of("nada"), phrase_of("REGISTROS biométricos")))
    assert ids(unit, PledgeFilter(texts=(asylum, registry))) == ["registry"]
    assert ids(unit, PledgeFilter(texts=(asylum,), without=PledgeFilter(texts=(registry,)))) == []


@pytest.mark.parametrize(
    ("quoted", "found"),
    [
        ("sistema de asilo", ["registry"]),
        ("asilo de sistema", []),
        ("sistema asilo", []),
        ("asilo", ["registry"]),
    ],
)
def test_quoted_words_stand_side_by_side(unit: UnitOfWork, quoted: str, found: list[str]) -> None:
    asked = Sought(typed=quoted, phrases=(phrase_of(quoted),), is_quoted=True)
    assert ids(unit, PledgeFilter(texts=(asked,))) == found


def test_words_are_those_of_names_and_descriptions(unit: UnitOfWork) -> None:
    assert unit.pledges.words() == {
        *("registro", "biometrico", "biometric", "registration"),
        *("digitalizacion", "del", "sistema", "de", "asilo"),
    }


def test_what_is_not_known_is_not_left_out(unit: UnitOfWork) -> None:
    without = PledgeFilter(stages=(Stage.PLANNING,), years=(2025,))
    assert ids(unit, PledgeFilter(owners=(MEXICO,), without=without)) == ["again"]


def test_sums_are_exact_and_count_no_money_twice(unit: UnitOfWork) -> None:
    """Of 0.1 + 0.2 in two parts and a package, floats would make something else; `again` overlaps the package."""
    assert unit.pledges.sums(PledgeFilter()) == Sums(
        totals=(
            Total(currency="USD", amount=Decimal("1500000.55"), count=1),
            Total(currency="EUR", amount=Decimal("3.1"), count=2),
        ),
        overlapping=2,
        without_currency=1,
    )


def test_a_part_without_its_package_counts(unit: UnitOfWork) -> None:
    wanted = PledgeFilter(areas=(JOBS,), kinds=(PledgeKind.CONTRIBUTION,))

    assert unit.pledges.sums(wanted) == add_up([BY_ID[PledgeId("grant")]])


def test_supporters_are_those_that_name_it(unit: UnitOfWork) -> None:
    assert unit.pledges.supporting(PledgeId("joint")) == (BY_ID[PledgeId("training")],)
    assert unit.pledges.supporting(PledgeId("whole")) == (BY_ID[PledgeId("grant")],)
    assert unit.pledges.supporting(PledgeId("training")) == ()


def test_search_and_sums_agree_with_a_plain_reading_of_their_contract(empty: SqlStorage) -> None:
    random = Random(7)
    pledges = [random_pledge(random, number) for number in range(150)]
    seed(empty, Facts(entities=ENTITIES, areas=AREAS, groups=(), pledges=tuple(pledges), records=()), ())
    with empty.begin() as unit:
        unit.people.save([ANA])
        ana = unit.people.all()[0].id
        tracked = {each.id: untouched(each) for each in pledges}
        for each in random.sample(pledges, 40):
            stage = random.choice([None, *Stage])
            file(unit, ana, each.id, stage)
            tracked[each.id] = Tracked(
                pledge=each, standing=Standing(pledge=each.id, stage=stage, updated_at=NOW, heard_at=NOW)
            )
        for state, area in NEEDED:
            post(unit, ana, state, area)
        unit.needs.close(post(unit, ana, MEXICO, ASYLUM), at=NOW)
        unit.commit()
    with empty.begin(reading=True) as unit:
        for _ in range(150):
            wanted = random_filter(random)
            placed = sorted(tracked.values(), key=partial(place, wanted=wanted))
            expected = [each for each in placed if answers(each, wanted)]
            offset = random.choice([0, 2, 25])
            page = unit.pledges.search(wanted, offset=offset, limit=9)
            assert page.items == tuple(expected[offset : offset + 9]), wanted
            assert page.total == len(expected), wanted
            assert unit.pledges.has(wanted) is bool(expected), wanted
            assert unit.pledges.sums(wanted) == add_up(each.pledge for each in expected), wanted
            assert unit.pledges.by_stage(wanted) == by_stage(expected), wanted
            for order in Order:
                ordered = unit.pledges.search(wanted, order=order, offset=offset, limit=9)
                in_order = put_in_order(expected, order)
                assert [each.pledge.id for each in ordered.items] == in_order[offset : offset + 9], (
                    wanted,
                    order,
                )
                assert ordered.total == (len(in_order) if offset < len(expected) else len(expected))
            by = random.choice(COUNTED)
            assert unit.pledges.counts(wanted, by) == counted(expected, by), (wanted, by)


# ---- the plain reading ---------------------------------------------------------------------------

NEEDED = ((HONDURAS, ASYLUM), (PANAMA, JOBS))
SPANS = [
    Span(first=date(2025, 1, 1), last=date(2025, 2, 3)),
    Span(first=date(2023, 6, 1), last=date(2024, 1, 1)),
]
ENDINGS = [Span(first=date(2026, 5, 1), last=date(2026, 5, 1)), Span(first=date(2027, 1, 1), last=date.max)]
AMOUNTS = (">=5", ">5USD", "<30", "<=30EUR", ">=2<=7")
SOUGHT = ("asilos", "EMPLEOS", "ninez", "registros", "p070", "grf")
OTHER_WAYS = ["empleo", "asilo", "empleos dignos", "niñez asilo", "registro rutas"]
VOCABULARY = ("asilo", "asilos", "niñez", "Registro", "empleo digno", "ruta-3", "Ñandú")


COUNTED = (
    Facet.OWNER,
    Facet.BENEFICIARY,
    Facet.AREA,
    Facet.TYPE,
    Facet.KIND,
    Facet.STAGE,
    Facet.YEAR,
    Facet.FORUM,
)


def counted(listed: list[Tracked], by: Facet) -> tuple[Count, ...]:
    apart = defaultdict[str | None, list[Pledge]](list)
    for each in listed:
        for key in keys_of(each, by) or (None,):
            apart[key].append(each.pledge)
    counts = (
        Count(facet=Facet.FLAG if key == "never_reported" else by, key=key, number=len(its), sums=add_up(its))
        for key, its in apart.items()
    )
    return tuple(sorted(counts, key=lambda each: (-each.number, each.key or "")))


def by_stage(listed: list[Tracked]) -> Mapping[Stage | Unstaged, int]:
    return Counter(
        (each.standing.stage or each.pledge.stage or Unstaged.HEARD_OF)
        if each.standing.heard_at
        else Unstaged.NEVER_REPORTED
        for each in listed
    )


def keys_of(tracked: Tracked, by: Facet) -> Sequence[str]:
    pledge, standing = tracked.pledge, tracked.standing
    stage, forum = standing.stage or pledge.stage, Forum.named_in(pledge.forum)
    return {
        Facet.OWNER: pledge.entities,
        Facet.BENEFICIARY: pledge.target_countries,
        Facet.AREA: pledge.areas,
        Facet.TYPE: pledge.types,
        Facet.KIND: (pledge.kind,),
        Facet.STAGE: ((stage,) if stage else ()) if standing.heard_at else ("never_reported",),
        Facet.YEAR: (str(pledge.announced.year),) if pledge.announced else (),
        Facet.FORUM: (forum,) if forum else (),
    }[by]


def random_pledge(random: Random, number: int) -> Pledge:
    earlier = [f"p{each:03}" for each in range(number)]
    return pledge(
        f"p{number:03}",
        kind=random.choice(list(PledgeKind)),
        names=Names(es=" ".join(random.sample(VOCABULARY, 2))) if random.random() < 0.8 else None,
        description=random.choice([None, *VOCABULARY]),
        external_id=random.choice([None, f"GRF-{number}"]),
        entities=some(random, [each.id for each in ENTITIES]),
        areas=some(random, [each.id for each in AREAS]),
        types=some(random, list(ContributionType)),
        amount=random.choice([None, Decimal(random.randint(1, 9)), Decimal(random.randint(1, 9999)) / 100]),
        currency=random.choice([None, "USD", "EUR"]),
        target_countries=some(random, [HONDURAS, PANAMA]),
        announced=random.choice([None, PartialDate(year=2023), PartialDate(year=2025, month=2)]),
        ends=random.choice([None, PartialDate(year=2026), PartialDate(year=2027, month=3, day=1)]),
        stage=random.choice([None, *Stage]),
        forum=random.choice([None, "GRF 2023", "HLOM 2021", "MIRPS Fund"]),
        supports=some(random, earlier[:3]),
        part_of=random.choice([None, None, *earlier[-3:]]),
        overlaps=some(random, earlier[-5:]),
    )


def random_filter(random: Random, *, nested: bool = False) -> PledgeFilter:
    asked: dict[str, object] = {
        "entities": some(random, [each.id for each in ENTITIES]),
        "owners": some(random, [each.id for each in ENTITIES]),
        "areas": some(random, [each.id for each in AREAS]),
        "stages": some(random, list(Stage)),
        "types": some(random, list(ContributionType)),
        "kinds": some(random, list(PledgeKind)),
        "years": some(random, [2023, 2025, 2031]),
        "beneficiaries": some(random, [HONDURAS, PANAMA]),
        "ids": some(random, [PledgeId("p001"), PledgeId("p070"), PledgeId("p140")]),
        "forums": some(random, list(Forum)),
        "joint": some(random, [PledgeId("p003"), PledgeId("p050"), PledgeId("p100")]),
        "spans": some(random, SPANS),
        "endings": some(random, ENDINGS),
        "amounts": some(random, list(map(Amounts.parse, AMOUNTS))),
        "texts": some(random, [sought(each, *some(random, OTHER_WAYS)) for each in SOUGHT]),
        "changed_since": random.choice([NOW, datetime(2024, 1, 1, tzinfo=UTC)]),
        "words": some(random, ["asilo", "ninez", "regis", "ruta", "3", "digno", "grf"]),
        "without_date": random.random() < 0.5,
        "without_amount": random.random() < 0.5,
        "never_reported": random.random() < 0.5,
        "is_open": random.random() < 0.5,
        "has_open_need": random.random() < 0.5,
        "is_joint": random.random() < 0.5,
    }
    kept = random.sample(sorted(asked), random.randint(0, 3))
    fields = {key: asked[key] for key in kept}
    if not nested and random.random() < 0.3:
        fields["without"] = random_filter(random, nested=True)
    if not nested and random.random() < 0.3:
        fields["either"] = ((random_filter(random, nested=True), random_filter(random, nested=True)),)
    return PledgeFilter(**fields)  # type: ignore[arg-type]


def sought(*ways: str) -> Sought:
    return Sought(typed=ways[0], phrases=tuple(map(phrase_of, ways)))


def some(random: Random, choices: list[T]) -> tuple[T, ...]:
    return tuple(random.sample(choices, min(len(choices), random.randint(0, 2))))


def place(tracked: Tracked, wanted: PledgeFilter) -> tuple[bool, bool, int, str]:
    announced = tracked.pledge.announced
    is_joint = tracked.pledge.kind is PledgeKind.MULTI_STAKEHOLDER
    named = stems_of_names(tracked.pledge)
    is_in_names = all(is_said(each, named) for each in wanted.texts) and all(
        any(word.startswith(each) for word in named) for each in wanted.words
    )
    return (
        bool(wanted.texts and not is_in_names),
        not is_joint,
        -announced.year if announced else 0,
        tracked.pledge.id,
    )


def answers(tracked: Tracked, wanted: PledgeFilter) -> bool:
    own = all(meets(tracked, wanted, each) for each in wanted.asks if each not in ("without", "either"))
    ways = all(any(answers(tracked, each) for each in group) for group in wanted.either)
    left_out = wanted.without and any(meets(tracked, wanted.without, each) for each in wanted.without.asks)
    return own and ways and not left_out


def meets(tracked: Tracked, wanted: PledgeFilter, field: str) -> bool:
    pledge, standing = tracked.pledge, tracked.standing
    announced = pledge.announced
    asked = getattr(wanted, field)
    match field:
        case "without_date":
            return announced is None
        case "without_amount":
            return pledge.amount is None
        case "never_reported":
            return standing.heard_at is None
        case "is_open":
            return standing.stage is None or not standing.stage.is_closed
        case "has_open_need":
            parties = (*pledge.entities, *pledge.target_countries)
            return any(state in parties and area in pledge.areas for state, area in NEEDED)
        case "is_joint":
            return pledge.is_joint
        case "words":
            words = fold(" ".join(texts_of(pledge))).split()
            return all(any(word.startswith(each) for word in words) for each in asked)
        case "texts":
            unnamed = (pledge.description or "", pledge.external_id or "", pledge.id)
            others = {stem for text in unnamed for stem in (*stems_in(text, None), *fold(text).split())}
            return all(is_said(each, stems_of_names(pledge) | others) for each in asked)
        case "spans":
            return announced is not None and any(
                announced.first_day <= each.last and announced.last_day >= each.first for each in asked
            )
        case "endings":
            return pledge.ends is not None and any(
                pledge.ends.first_day <= each.last and pledge.ends.last_day >= each.first for each in asked
            )
        case "amounts":
            return any(is_within(pledge, each) for each in asked)
        case "changed_since":
            was_heard = standing.heard_at is not None and standing.heard_at >= asked
            return was_heard or (announced is not None and announced.first_day >= asked.date())
        case _:
            return bool(values_of(tracked, field) & {*asked})


def is_within(pledge: Pledge, asked: Amounts) -> bool:
    if pledge.amount is None or asked.currency not in (None, pledge.currency):
        return False
    if asked.excludes_least and pledge.amount == asked.least:
        return False
    if asked.excludes_most and pledge.amount == asked.most:
        return False
    return (asked.least is None or asked.least <= pledge.amount) and (
        asked.most is None or pledge.amount <= asked.most
    )


def put_in_order(listed: list[Tracked], order: Order) -> list[str]:
    pledges = sorted((each.pledge for each in listed), key=lambda each: place_in_all(each))
    match order:
        case Order.ENDING:
            ending = [each for each in pledges if each.ends]
            ending.sort(key=lambda each: each.ends.last_day if each.ends else date.max)
            return [each.id for each in ending]
        case Order.LARGEST:
            have = Counter(each.currency or "" for each in pledges if each.amount is not None)
            stated = [each for each in pledges if each.amount is not None]
            stated.sort(
                key=lambda each: (
                    not each.currency,
                    -have[each.currency or ""],
                    each.currency or "",
                    -(each.amount or 0),
                )
            )
            return [each.id for each in stated]
        case Order.NEWEST | Order.OLDEST:
            dated = [each for each in pledges if each.announced]
            sign = -1 if order is Order.NEWEST else 1
            dated.sort(
                key=lambda each: sign * (each.announced.first_day.toordinal() if each.announced else 0)
            )
            return [each.id for each in dated]


def place_in_all(pledge: Pledge) -> tuple[bool, int, str]:
    is_joint = pledge.kind is PledgeKind.MULTI_STAKEHOLDER
    return (not is_joint, -pledge.announced.year if pledge.announced else 0, pledge.id)


def values_of(tracked: Tracked, field: str) -> set[object]:
    pledge, standing, announced = tracked.pledge, tracked.standing, tracked.pledge.announced
    values: dict[str, set[object]] = {
        "ids": {pledge.id},
        "entities": {*pledge.entities, *pledge.target_countries},
        "owners": {*pledge.entities},
        "beneficiaries": {*pledge.target_countries},
        "areas": {*pledge.areas},
        "stages": {standing.stage or pledge.stage},
        "types": {*pledge.types},
        "kinds": {pledge.kind},
        "years": {announced.year if announced else None},
        "forums": {Forum.named_in(pledge.forum)},
        "joint": {pledge.part_of, *pledge.supports},
    }
    return values[field]


def texts_of(pledge: Pledge) -> tuple[str, ...]:
    names = pledge.names.all() if pledge.names else ()
    return (*names, pledge.description or "", pledge.external_id or "", pledge.id)


def stems_of_names(pledge: Pledge) -> set[str]:
    named = pledge.names.es if pledge.names else None
    return {*stems_in(named or "", Language.ES), *fold(named or "").split()}


def is_said(sought: Sought, stems: set[str]) -> bool:
    return any(all(stems.intersection(word) for word in phrase) for phrase in sought.phrases)


def ids(unit: UnitOfWork, wanted: PledgeFilter) -> list[str]:
    return [each.pledge.id for each in unit.pledges.search(wanted).items]


def file(
    unit: UnitOfWork,
    author: PersonId,
    pledge: str,
    stage: Stage | None = None,
    kind: UpdateKind = UpdateKind.UPDATE,
) -> None:
    unit.updates.file(
        NewUpdate(
            pledge=PledgeId(pledge),
            kind=kind,
            report=Report(stage=stage),
            entity=MEXICO,
            author=author,
            on_behalf=False,
            surface=Surface.FORM,
            filed_at=NOW,
            submission="one",
        )
    )


def post(unit: UnitOfWork, author: PersonId, state: EntityId, area: AreaId) -> NeedId:
    need, _ = unit.needs.post(
        NewNeed(
            entity=state,
            area=area,
            type=ContributionType.TECHNICAL,
            what="x",
            by=None,
            contact=None,
            author=author,
            posted_at=NOW,
            submission=f"{state} {area}",
        )
    )
    return need.id


def test_stages_are_counted_and_never_reported_is_none_of_them(storage: SqlStorage) -> None:
    with storage.begin() as unit:
        ana = unit.people.by_email(ANA.email)
        assert ana is not None
        for pledge, stage in (("registry", None), ("training", Stage.FULFILLED)):
            unit.updates.file(
                NewUpdate(
                    pledge=PledgeId(pledge),
                    kind=UpdateKind.UPDATE if stage else UpdateKind.CONFIRMATION,
                    report=Report(stage=stage),
                    entity=MEXICO,
                    author=ana.id,
                    on_behalf=False,
                    surface=Surface.FORM,
                    filed_at=NOW,
                    submission=pledge,
                )
            )
        everything = unit.pledges.by_stage(PledgeFilter())
        mexicos = unit.pledges.by_stage(PledgeFilter(owners=(MEXICO,)))

    assert everything == {Unstaged.NEVER_REPORTED: len(PLEDGES) - 2, Stage.PLANNING: 1, Stage.FULFILLED: 1}
    assert mexicos == {Unstaged.NEVER_REPORTED: 1, Stage.PLANNING: 1}


def test_open_pledges_come_the_longest_silent_first(storage: SqlStorage) -> None:
    with storage.begin() as unit:
        ana = unit.people.by_email(ANA.email)
        assert ana is not None
        own = [each.id for each in PLEDGES if MEXICO in each.entities]
        for days, (pledge, stage) in enumerate(((own[0], Stage.PLANNING), (own[1], Stage.FULFILLED))):
            unit.updates.file(
                NewUpdate(
                    pledge=pledge,
                    kind=UpdateKind.UPDATE,
                    report=Report(stage=stage),
                    entity=MEXICO,
                    author=ana.id,
                    on_behalf=False,
                    surface=Surface.FORM,
                    filed_at=NOW + timedelta(days=days),
                    submission=pledge,
                )
            )
        everything = unit.pledges.longest_silent(MEXICO, limit=10)
        unlimited = unit.pledges.longest_silent(MEXICO)
        first = unit.pledges.longest_silent(MEXICO, limit=1)
        joint = unit.pledges.longest_silent(MEXICO, limit=10, is_joint=True)
        nobodys = unit.pledges.longest_silent(EntityId("gt"), limit=10)
        of_both = unit.pledges.open_of([MEXICO, EntityId("gt")])

    never = sorted(each for each in own if each not in own[:2])
    assert [each.pledge.id for each in everything.items] == [*never, own[0]]
    assert ([each.pledge.id for each in first.items], first.total) == ([*never, own[0]][:1], len(own) - 1)
    shared = [each.pledge for each in everything.items if each.pledge.is_joint]
    assert ([each.pledge for each in joint.items], joint.total, len(shared)) == (shared, 1, 1)
    assert (nobodys.items, nobodys.total) == ((), 0)
    assert unlimited == everything
    assert {owner: [each.id for each in its] for owner, its in of_both.items()} == {
        MEXICO: [*never, own[0]],
        EntityId("gt"): [],
    }
    assert [each.heard_at for each in of_both[MEXICO]] == [*(None for _ in never), NOW]
