"""A small platform to test with: three States, a bank, the secretariat, eight pledges and a roster."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from mirps_bot.content.facts import Facts
from mirps_bot.domain.calendar import Event, EventKind, EventStatus
from mirps_bot.domain.dates import PartialDate, Quarter
from mirps_bot.domain.entity import Area, Entity, EntityKind, Group
from mirps_bot.domain.ids import AreaId, EntityId, EventId, GroupId, PledgeId
from mirps_bot.domain.language import Language, Names
from mirps_bot.domain.person import Role
from mirps_bot.domain.plan import Plan
from mirps_bot.domain.platform import AnnualMeeting, City, CityLevel
from mirps_bot.domain.pledge import ContributionType, Pledge, PledgeKind, Stage
from mirps_bot.ports import RosterRow

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)

HONDURAS, MEXICO, PANAMA, BANK, UNHCR = map(EntityId, ("hn", "mx", "pa", "idb", "unhcr"))
ASYLUM, JOBS = map(AreaId, ("asylum", "jobs"))


def entity(id_: EntityId, kind: EntityKind, es: str) -> Entity:
    return Entity(
        id=id_, kind=kind, names=Names(es=es), aliases=(es[:3],), time_zones=("America/Panama",), source="x"
    )


ENTITIES = (
    entity(UNHCR, EntityKind.SECRETARIAT, "ACNUR"),
    entity(PANAMA, EntityKind.MIRPS_STATE, "Panamá"),
    entity(BANK, EntityKind.PLATFORM_MEMBER, "BID"),
    entity(MEXICO, EntityKind.MIRPS_STATE, "México"),
    entity(HONDURAS, EntityKind.MIRPS_STATE, "Honduras"),
)
AREAS = (
    Area(
        id=JOBS,
        scheme="platform",
        names=Names(es="Empleo", en="Jobs"),
        aliases=("medios de vida",),
        source="x",
    ),
    Area(id=ASYLUM, scheme="platform", names=Names(es="Asilo"), source="x"),
    Area(id=AreaId("solutions"), scheme="gcr", names=Names(en="Solutions"), source="x"),
)
GROUPS = (
    Group(
        id=GroupId("jobs_group"),
        names=Names(es="Grupo de empleo"),
        lead=PANAMA,
        participants=(MEXICO, HONDURAS),
        mandate="Empleo digno",
        areas=(JOBS,),
        pledges=(PledgeId("fund"),),
        source="x",
    ),
    Group(id=GroupId("asylum_group"), names=Names(es="Grupo de asilo"), lead=None, mandate=None, source="x"),
)


def pledge(id_: str, **fields: object) -> Pledge:
    given: dict[str, object] = {"kind": PledgeKind.PLEDGE, "entities": (MEXICO,), "source": "x"}
    return Pledge(id=PledgeId(id_), **given | fields)  # type: ignore[arg-type]


PLEDGES = (
    pledge(
        "registry",
        names=Names(es="Registro biométrico", en="Biometric registration"),
        description="Digitalización del sistema de asilo",
        external_id="GRF-00123",
        entities=(MEXICO, BANK),
        areas=(ASYLUM, JOBS),
        types=(ContributionType.TECHNICAL, ContributionType.FINANCIAL),
        amount=Decimal("1500000.55"),
        currency="USD",
        target_countries=(HONDURAS,),
        announced=PartialDate(year=2023, month=12),
        stage=Stage.PLANNING,
    ),
    pledge("joint", kind=PledgeKind.MULTI_STAKEHOLDER, entities=(), announced=PartialDate(year=2019)),
    pledge(
        "training",
        entities=(PANAMA,),
        announced=PartialDate(year=2025, month=3, day=9),
        supports=(PledgeId("joint"),),
        stage=Stage.IN_PROGRESS,
    ),
    pledge(
        "fund",
        kind=PledgeKind.FUND_PROJECT,
        entities=(BANK,),
        amount=Decimal("0.1"),
        currency="EUR",
        announced=PartialDate(year=2023),
    ),
    pledge(
        "grant",
        kind=PledgeKind.CONTRIBUTION,
        entities=(BANK,),
        areas=(JOBS,),
        amount=Decimal("0.2"),
        currency="EUR",
        part_of=PledgeId("whole"),
    ),
    pledge("whole", entities=(BANK,), amount=Decimal(3), currency="EUR", announced=PartialDate(year=2025)),
    pledge("loan", entities=(PANAMA,), amount=Decimal(7), overlaps=(PledgeId("whole"),)),
    pledge("again", amount=Decimal(1), currency="EUR", overlaps=(PledgeId("whole"),)),
)

TAPACHULA = City(id="tapachula", name="Tapachula", level=CityLevel.MUNICIPALITY, country=MEXICO, source="x")
CHOLUTECA = City(
    id="choluteca",
    name="Choluteca",
    level=CityLevel.DEPARTMENT,
    country=HONDURAS,
    note="Since 2024",
    source="x",
)
FIRST_MEETING = AnnualMeeting(
    id="first",
    number=1,
    roman="I",
    date=PartialDate(year=2018),
    declaration=Names(es="Declaración", en="Declaration"),
    unofficial=(Language.ES,),
    source="x",
)
PLAN = Plan(id="hn", entity=HONDURAS, areas={JOBS: 4, ASYLUM: 0}, unnamed=(2,), source="x")
RECORDS = (TAPACHULA, CHOLUTECA, FIRST_MEETING, PLAN)

MEETING = Event(
    id=EventId("meeting"),
    title=Names(es="Reunión trimestral"),
    kind=EventKind.MEETING,
    status=EventStatus.CONFIRMED,
    series="quarterly",
    start=PartialDate(year=2026, month=11, day=30),
    start_time=time(15),
    time_zone="America/Bogota",
    source="x",
)
ANNUAL = Event(
    id=EventId("annual"),
    title=Names(es="Reunión anual"),
    kind=EventKind.ANNUAL_MEETING,
    status=EventStatus.TO_BE_CONFIRMED,
    quarters=(Quarter(year=2026, number=4), Quarter(year=2027, number=1)),
    note="sujeta a confirmación",
    source="x",
)
DEADLINE = Event(
    id=EventId("deadline"),
    title=Names(es="Cierre del ciclo"),
    kind=EventKind.REPORTING_DEADLINE,
    status=EventStatus.CANCELLED,
    series="reporting",
    start=PartialDate(year=2026, month=12),
    opens=date(2026, 9, 1),
    source="x",
)
EVENTS = (MEETING, ANNUAL, DEADLINE)

FACTS = Facts(
    entities=ENTITIES,
    areas=AREAS,
    groups=GROUPS,
    pledges=PLEDGES,
    records=RECORDS,
)


def row(email: str, name: str, of: EntityId, role: Role = Role.FOCAL_POINT) -> RosterRow:
    return RosterRow(
        email=email, name=name, entity=of, role=role, language=Language.ES, time_zone="America/Panama"
    )


ANA = row("ana@gob.example", "Ana Ruiz", MEXICO)
LUIS = row("luis@bid.example", "Luis Paz", BANK)
SARA = row("sara@acnur.example", "Sara Gil", UNHCR, Role.SECRETARIAT)
