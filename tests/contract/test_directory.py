from tests.contract.samples import AREAS, ENTITIES, GROUPS

from mirps_bot.domain.ids import GroupId
from mirps_bot.ports import UnitOfWork


def test_entities_come_by_kind_then_id(unit: UnitOfWork) -> None:
    unhcr, panama, bank, mexico, honduras = ENTITIES

    assert unit.directory.entities() == (honduras, mexico, panama, bank, unhcr)


def test_areas_come_by_scheme_then_id(unit: UnitOfWork) -> None:
    jobs, asylum, solutions = AREAS

    assert unit.directory.areas() == (solutions, asylum, jobs)


def test_groups_come_by_id(unit: UnitOfWork) -> None:
    jobs_group, asylum_group = GROUPS

    assert unit.directory.groups() == (asylum_group, jobs_group)


def test_group_is_found_by_its_id(unit: UnitOfWork) -> None:
    assert unit.directory.group(GroupId("jobs_group")) == GROUPS[0]


def test_group_nobody_knows_is_none(unit: UnitOfWork) -> None:
    assert unit.directory.group(GroupId("nowhere")) is None
