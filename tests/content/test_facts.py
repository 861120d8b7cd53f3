import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from mirps_bot.content.facts import REFERENCE, Facts, Record, load_facts
from mirps_bot.content.reading import ContentError
from mirps_bot.domain.entity import Area, Entity, EntityKind, Group
from mirps_bot.domain.language import Language
from mirps_bot.domain.pledge import ContributionType, Pledge, PledgeKind, Stage, add_up

PRIVATE = re.compile(
    r"\b(seed \d|researcher|crawl\w*|corpus|corpora|stored)\b"
    r"|\.txt\b|\.yaml\b"
)
"""Words about how the facts were gathered, which concern nobody who reads them."""


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


@pytest.fixture
def spoilt(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """A copy of the facts in which one text of one file was replaced; may be called again for another."""
    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE, folder)

    def replace(file: str, old: str, new: str) -> Path:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return replace


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(ContentError) as refused:
        load_facts(folder)
    return str(refused.value).splitlines()


def test_facts_are_all_there(facts: Facts) -> None:
    assert Counter(entity.kind for entity in facts.entities) == {
        EntityKind.MIRPS_STATE: 7,
        EntityKind.PLATFORM_MEMBER: 14,
        EntityKind.SECRETARIAT: 2,
        EntityKind.OTHER: 10,
    }
    assert Counter(pledge.kind for pledge in facts.pledges) == {
        PledgeKind.MULTI_STAKEHOLDER: 10,
        PledgeKind.PLEDGE: 43,
        PledgeKind.CONTRIBUTION: 29,
        PledgeKind.FUND_PROJECT: 5,
        PledgeKind.IMPLEMENTATION: 7,
    }
    assert (len(facts.areas), len(facts.groups)) == (23, 7)


def test_records_are_all_there(facts: Facts) -> None:
    assert Counter(record.kind for record in facts.records) == {
        "acronym": 15,
        "activity": 10,
        "annual_meeting": 9,
        "chair": 5,
        "city": 14,
        "contribution_type": 5,
        "displacement_figure": 4,
        "focus_area": 3,
        "fund": 1,
        "gap": 17,
        "good_practice_form": 4,
        "initiative": 1,
        "key_outcome": 4,
        "matching_practice": 3,
        "mechanism": 8,
        "objective": 4,
        "plan": 7,
        "plan_total": 1,
        "pledge_field": 20,
        "presidency": 9,
        "presidency_rule": 1,
        "principal_result": 4,
        "profile": 30,
        "quantification": 3,
        "reporting_obligation": 8,
        "reporting_statistic": 5,
        "scheme": 6,
        "stage": 3,
        "term": 67,
        "theme": 1,
        "update_form": 1,
        "update_step": 4,
        "way_of_support": 7,
    }


def test_every_fact_has_a_source(facts: Facts) -> None:
    everything: tuple[Entity | Area | Group | Pledge | Record, ...]
    everything = (*facts.entities, *facts.areas, *facts.groups, *facts.pledges, *facts.records)
    assert [each.id for each in everything if not each.source.strip()] == []


@pytest.mark.parametrize("path", sorted(REFERENCE.glob("*.toml")), ids=lambda path: path.name)
def test_facts_speak_of_the_platform_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [found[0] for found in PRIVATE.finditer(text)] == []


@pytest.mark.parametrize("path", sorted(REFERENCE.glob("*.toml")), ids=lambda path: path.name)
def test_each_file_begins_by_saying_what_it_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# ")


def test_every_pledge_has_a_short_name_in_every_language(facts: Facts) -> None:
    names = [[getattr(each.names, language) or "" for language in Language] for each in facts.pledges]
    assert [own for own in names if not all(0 < len(name) <= 80 for name in own)] == []


def test_entities_groups_and_areas_are_named_in_every_language(facts: Facts) -> None:
    everything: tuple[Entity | Area | Group, ...] = (*facts.entities, *facts.areas, *facts.groups)
    assert [
        each.id for each in everything if not all(getattr(each.names, language) for language in Language)
    ] == []


def test_states_and_members_are_named_in_all_languages_and_have_a_zone(facts: Facts) -> None:
    ours = [entity for entity in facts.entities if entity.kind is not EntityKind.OTHER]
    assert [each.id for each in ours if not (each.names.pt and each.names.fr and each.time_zones)] == []


def test_no_stage_is_claimed_that_no_page_states(facts: Facts) -> None:
    assert [pledge.id for pledge in facts.pledges if pledge.stage] == []


def test_amounts_that_overlap_are_marked_on_both_sides(facts: Facts) -> None:
    overlaps = {pledge.id: pledge.overlaps for pledge in facts.pledges if pledge.overlaps}
    assert overlaps == {
        "rec-010": ("rec-011", "rec-012"),
        "rec-011": ("rec-010", "rec-012"),
        "rec-012": ("rec-010", "rec-011"),
    }


def test_the_sums_of_the_region_count_no_money_twice(facts: Facts) -> None:
    sums = add_up(pledge for pledge in facts.pledges if not pledge.is_global)
    assert [(total.currency, int(total.amount), total.count) for total in sums.totals] == [
        ("USD", 839_000_000, 6),
        ("EUR", 53_000_000, 7),
        ("CAD", 10_100_000, 2),
    ]
    assert (sums.overlapping, sums.without_currency) == (2, 0)


def test_amounts_without_a_currency_are_the_ones_whose_page_shows_none(facts: Facts) -> None:
    unclear = [pledge.id for pledge in facts.pledges if pledge.amount is not None and not pledge.currency]
    assert unclear == ["rec-036"]


def test_what_is_unknown_is_left_out_not_guessed(facts: Facts) -> None:
    by_id = {(record.kind, record.id): record.body for record in facts.records}
    assert "entity" not in by_id["chair", "chair-2026"]
    assert "entity" not in by_id["presidency", "presidency-2027"]
    assert "date" not in by_id["annual_meeting", "annual-meeting-9"]
    assert [group.id for group in facts.groups if group.lead is None] == ["rtt-idp", "cso-dialogue", "troika"]


def test_stages_and_types_are_among_the_ones_the_bot_knows(facts: Facts) -> None:
    ids = {
        kind: {each.id for each in facts.records if each.kind == kind}
        for kind in ("stage", "contribution_type")
    }
    assert ids == {
        "stage": {Stage.PLANNING, Stage.IN_PROGRESS, Stage.FULFILLED},
        "contribution_type": set(ContributionType),
    }


def test_terms_are_in_all_four_languages(facts: Facts) -> None:
    terms = {record.id: record.body["names"] for record in facts.records if record.kind == "term"}
    assert [key for key, names in terms.items() if set(names) != set(Language)] == []  # type: ignore[arg-type]


def test_a_record_keeps_the_keys_that_are_known(facts: Facts) -> None:
    record = next(each for each in facts.records if each.id == "annual-meeting-8")
    assert (record.kind, record.body) == (
        "annual_meeting",
        {
            "number": 8,
            "roman": "VIII",
            "place": "Heredia, Costa Rica",
            "date": "2025-11-25",
            "host": "cr",
            "declaration": {"es": "Declaración de Heredia", "en": "Heredia Declaration"},
            "unofficial": ["es"],
            "note": "Agreed common actions for 2026.",
        },
    )


def test_faults_of_all_files_come_at_once(spoilt: Callable[[str, str, str], Path]) -> None:
    spoilt("entities.toml", 'kind = "mirps_state"', 'kind = "state"')
    spoilt("platform.toml", 'start = "2020-06-29"', 'start = "2020-06-31"')
    folder = spoilt("strategy_2025.toml", "[[objective]]", "[[objetive]]")
    assert faults_of(folder) == [
        (
            "reference/entities.toml, entity 1 'bz', kind: 'state' is not one of "
            "'mirps_state', 'platform_member', 'secretariat' or 'other'"
        ),
        (
            "reference/platform.toml, chair 1 'chair-2020', start: '2020-06-31' is not a date: "
            "write 2026, 2026-02 or 2026-02-28, in quotes"
        ),
        (
            "reference/strategy_2025.toml, objetive: is not known here; this file is made of "
            "[[theme]], [[objective]], [[focus_area]], [[principal_result]], [[activity]]"
        ),
    ]


def test_names_of_what_is_not_there_are_told_all_at_once(spoilt: Callable[[str, str, str], Path]) -> None:
    spoilt("pledges.toml", 'entities = ["es"]', 'entities = ["spain"]')
    spoilt("pledges.toml", 'id = "rec-084"', 'id = "rec-083"')
    spoilt("groups.toml", 'lead = "mx"', 'lead = "mexico"')
    spoilt("plans.toml", "protection = 6", "protecton = 6")
    folder = spoilt("entities.toml", "America/Belize", "America/Belmopan")
    assert faults_of(folder) == [
        "reference/pledges.toml, pledge 'rec-083', id: stands 2 times; give each its own",
        "reference/pledges.toml, pledge 'rec-083', id: stands 2 times; give each its own",
        "reference/groups.toml, group 'wg-asylum', lead: there is no entity 'mexico'",
        "reference/pledges.toml, pledge 'rec-001', entities: there is no entity 'spain'",
        "reference/plans.toml, plan 'bz', areas: there is no area 'protecton'",
        "reference/entities.toml, entity 'bz', time_zones: 'America/Belmopan' is not a time zone",
    ]
