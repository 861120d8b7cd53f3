"""National Action Plans: commitments by State and area, what the region was found to need, and what is on record."""

from dataclasses import dataclass
from datetime import datetime

from mirps_bot.dialogue import Choice, Outbound, Show
from mirps_bot.domain.ids import AreaId, EntityId
from mirps_bot.domain.plan import Plan, PlanTotal, Quantification
from mirps_bot.domain.query import PledgeFilter
from mirps_bot.features.reading import Query, read
from mirps_bot.features.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanList:
    """`areas`: only these were asked for. `without` were asked about and have no plan. `rest` are words that named no
    State and no area.
    """

    plans: tuple[Plan, ...]
    areas: tuple[AreaId, ...]
    total: PlanTotal | None
    needs: tuple[Quantification, ...]
    without: tuple[EntityId, ...]
    rest: tuple[str, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanArea:
    """How many commitments a plan has in an area, and how many pledges made by or for this State are on record."""

    area: AreaId
    commitments: int
    pledges: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePlan:
    """`without`: areas that were asked about, in which it has nothing."""

    plan: Plan
    areas: tuple[PlanArea, ...]
    without: tuple[AreaId, ...]
    as_of: datetime


def answer(visit: Visit, words: str) -> Outbound:
    asked = read(visit.lexicon, words)
    plans = visit.unit.records.all(Plan)
    named = tuple(each for each in plans if each.entity in asked.entities)
    match named:
        case (plan,):
            return _one(visit, plan, asked.areas)
        case _:
            return _list(visit, words, named or plans, asked)


def _list(visit: Visit, words: str, plans: tuple[Plan, ...], asked: Query) -> Show:
    with_plan, areas = {each.entity for each in plans}, asked.areas
    shown = tuple(each for each in areas if any(each in plan.areas for plan in plans))
    if shown:
        plans = tuple(each for each in plans if any(area in each.areas for area in shown))
    return Show(
        template="plans/list",
        data=PlanList(
            plans=plans,
            areas=shown,
            total=next(iter(visit.unit.records.all(PlanTotal)), None),
            needs=tuple(sorted(visit.unit.records.all(Quantification), key=lambda each: each.year)),
            without=tuple(each for each in asked.entities if each not in with_plan),
            rest=() if asked.entities else asked.rest,
            as_of=visit.now,
        ),
        choices={
            "open": tuple(
                Choice.asking(f"plans {each.entity}", "open_entity", name=visit.entities[each.entity].names)
                for each in plans
            )
        },
        shareable=f"plans {words}".strip(),
    )


def _one(visit: Visit, plan: Plan, areas: tuple[AreaId, ...]) -> Show:
    shown = [each for each in areas if each in plan.areas] or list(plan.areas)
    return Show(
        template="plans/one",
        data=OnePlan(
            plan=plan,
            areas=tuple(
                PlanArea(
                    area=each,
                    commitments=plan.areas[each],
                    pledges=visit.unit.pledges.search(
                        PledgeFilter(entities=(plan.entity,), areas=(each,)), limit=1
                    ).total,
                )
                for each in shown
            ),
            without=() if any(each in plan.areas for each in areas) else areas,
            as_of=visit.now,
        ),
        choices={
            "look": (
                Choice.asking(
                    f"pledges {plan.entity}", "ask_of_pledges", name=visit.entities[plan.entity].names
                ),
                Choice.asking("plans"),
            )
        },
        shareable=f"plans {plan.entity}",
    )
