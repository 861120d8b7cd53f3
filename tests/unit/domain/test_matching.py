from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from mirps_bot.domain.ids import AreaId, EntityId
from mirps_bot.domain.matching import (
    MOST_POINTS,
    SHOWN_REASONS,
    Basis,
    Criterion,
    Ground,
    MatchReason,
    Proposal,
    Wanted,
    propose,
)
from mirps_bot.domain.pledge import ContributionType

GT, HN, CA, ES, BR, IDB = map(EntityId, ("gt", "hn", "ca", "es", "br", "idb"))
HEALTH, ASYLUM = map(AreaId, ("health", "asylum_systems"))
TECHNICAL, FINANCIAL = ContributionType.TECHNICAL, ContributionType.FINANCIAL
AREA, TYPE, COUNTRY, LANGUAGE = Criterion

NEED = Wanted(entity=GT, area=ASYLUM, type=TECHNICAL, languages=("es",))
LANGUAGES = {ES: ("es",), CA: ("en", "fr"), BR: ("pt",)}


def ground(
    entity: EntityId,
    *,
    basis: Basis = Basis.CONTRIBUTION,
    id: str = "rec-1",
    areas: tuple[AreaId, ...] = (ASYLUM,),
    types: tuple[ContributionType, ...] = (TECHNICAL,),
    countries: tuple[EntityId, ...] = (GT,),
    anywhere: bool = False,
) -> Ground:
    return Ground(
        basis=basis,
        id=id,
        entity=entity,
        areas=areas,
        types=types,
        countries=countries,
        anywhere=anywhere,
    )


def asked(*grounds: Ground) -> list[tuple[EntityId, int]]:
    return [(each.entity, each.score) for each in propose(NEED, grounds, LANGUAGES)]


def test_member_that_meets_everything_has_all_points_and_its_reason() -> None:
    assert propose(NEED, [ground(ES)], LANGUAGES) == (
        Proposal(
            entity=ES,
            meets=(AREA, TYPE, COUNTRY, LANGUAGE),
            reasons=(MatchReason(basis=Basis.CONTRIBUTION, id="rec-1", meets=(AREA, TYPE, COUNTRY)),),
        ),
    )
    assert asked(ground(ES)) == [(ES, MOST_POINTS)]


def test_language_counts_only_where_both_work_in_it() -> None:
    assert asked(ground(CA), ground(ES), ground(IDB)) == [(ES, 10), (CA, 9), (IDB, 9)]


def test_area_and_type_for_another_state_is_enough() -> None:
    assert asked(ground(CA, countries=(HN,))) == [(CA, 7)]


def test_area_for_this_state_by_other_means_is_enough() -> None:
    assert asked(ground(CA, types=(FINANCIAL,))) == [(CA, 6)]


def test_area_alone_asks_nobody() -> None:
    assert asked(ground(CA, types=(FINANCIAL,), countries=(HN,))) == []


def test_another_area_asks_nobody_whatever_else_is_met() -> None:
    assert asked(ground(ES, areas=(HEALTH,))) == []


def test_offer_for_any_state_is_for_this_one() -> None:
    assert asked(ground(CA, basis=Basis.OFFER, countries=(), anywhere=True)) == [(CA, 9)]


def test_contribution_that_names_no_state_is_for_none_in_particular() -> None:
    assert asked(ground(CA, countries=())) == [(CA, 7)]


def test_sitting_in_the_group_together_is_enough() -> None:
    group = ground(CA, basis=Basis.GROUP, id="wg-asylum", types=(), countries=(GT, HN))
    assert asked(group) == [(CA, 6)]


def test_nobody_is_asked_for_a_need_of_its_own() -> None:
    assert asked(ground(GT)) == []


def test_member_is_measured_by_its_best_ground_and_never_by_a_mixture() -> None:
    for_others = ground(CA, id="rec-2", countries=(HN,))
    by_other_means = ground(CA, id="rec-3", types=(FINANCIAL,))
    (proposal,) = propose(NEED, [by_other_means, for_others], LANGUAGES)
    assert proposal.score == 7
    assert [each.id for each in proposal.reasons] == ["rec-2", "rec-3"]


def test_offer_is_named_before_a_contribution_of_the_same_worth() -> None:
    offer = ground(CA, basis=Basis.OFFER, id="O-0009")
    (proposal,) = propose(NEED, [ground(CA, id="rec-1"), offer], LANGUAGES)
    assert [each.basis for each in proposal.reasons] == [Basis.OFFER, Basis.CONTRIBUTION]


def test_no_more_reasons_are_named_than_are_read() -> None:
    (proposal,) = propose(NEED, [ground(CA, id=f"rec-{n}") for n in range(9)], LANGUAGES)
    assert [each.id for each in proposal.reasons] == [f"rec-{n}" for n in range(SHOWN_REASONS)]


def test_order_of_the_grounds_changes_nothing() -> None:
    grounds = (
        ground(CA),
        ground(ES, countries=(HN,)),
        ground(CA, basis=Basis.OFFER, id="O-0001"),
        ground(BR, types=()),
    )
    assert len({propose(NEED, order, LANGUAGES) for order in permutations(grounds)}) == 1


entities = st.sampled_from([GT, HN, CA, ES, BR, IDB])
grounds = st.lists(
    st.builds(
        ground,
        entities,
        basis=st.sampled_from(Basis),
        id=st.sampled_from(["a", "b", "c"]),
        areas=st.lists(st.sampled_from([HEALTH, ASYLUM]), unique=True).map(tuple),
        types=st.lists(st.sampled_from(list(ContributionType)), unique=True).map(tuple),
        countries=st.lists(entities, unique=True).map(tuple),
        anywhere=st.booleans(),
    )
)


@given(grounds)
def test_score_is_what_anybody_adds_up_from_what_is_shown(found: list[Ground]) -> None:
    worth = {AREA: 4, TYPE: 3, COUNTRY: 2, LANGUAGE: 1}
    proposals = propose(NEED, found, LANGUAGES)
    assert [each.score for each in proposals] == [sum(worth[it] for it in each.meets) for each in proposals]
    assert all(AREA in each.meets and 6 <= each.score <= MOST_POINTS for each in proposals)
    assert list(proposals) == sorted(proposals, key=lambda each: (-each.score, each.entity))
    assert len({each.entity for each in proposals}) == len(proposals)
