"""Needs and offers as they were posted, and the matches between them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Select, Table, select, update

from mirps_bot.adapters.sql.statements import Found, add_once, insert, name_of, row_of, values_of
from mirps_bot.adapters.sql.tables import match_steps, matches, needs, offers
from mirps_bot.domain.ids import EntityId, MatchId, NeedId, OfferId
from mirps_bot.domain.matching import Proposal
from mirps_bot.domain.need import Awaited, Match, MatchState, MatchStep, Need, Offer
from mirps_bot.ports import NewNeed, NewOffer

Number = TypeVar("Number", NeedId, OfferId)
New = TypeVar("New", NewNeed, NewOffer)
Posted = TypeVar("Posted", Need, Offer)


class _Board(Generic[Number, New, Posted]):
    """What is posted in one table, found, and closed."""

    def __init__(self, connection: Connection, table: Table, made: Callable[..., Posted]) -> None:
        self._connection = connection
        self._table = table
        self._made: Callable[..., Posted] = made

    def post(self, new: New) -> tuple[Posted, bool]:
        said = row_of(new) | {"author_name": name_of(new.author)}
        row, is_new = add_once(self._connection, self._table, said)
        return self._value(row), is_new

    def find(self, number: Number) -> Posted | None:
        return next(iter(self._read(select(self._table).where(self._table.c.id == number))), None)

    def listed(self, *, entity: EntityId | None = None, is_open: bool = True) -> tuple[Posted, ...]:
        query = select(self._table).order_by(self._table.c.posted_at.desc(), self._table.c.id.desc())
        if entity is not None:
            query = query.where(self._table.c.entity == entity)
        if is_open:
            query = query.where(self._table.c.closed_at.is_(None))
        return self._read(query)

    def close(self, number: Number, *, at: datetime) -> bool:
        is_open = (self._table.c.id == number) & self._table.c.closed_at.is_(None)
        return self._connection.execute(update(self._table).where(is_open).values(closed_at=at)).rowcount == 1

    def _read(self, query: Select[Any]) -> tuple[Posted, ...]:
        return tuple(map(self._value, self._connection.execute(query)))

    def _value(self, row: Found) -> Posted:
        return self._made(**values_of(row, without={"submission"}))


class SqlNeeds(_Board[NeedId, NewNeed, Need]):
    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, needs, Need)

    def awaiting(self, now: datetime) -> tuple[Awaited, ...]:
        running = [need for need in reversed(self.listed()) if need.posted_at <= now < need.answer_by]
        asked = SqlMatches(self._connection).of_needs([need.id for need in running])
        return tuple(
            Awaited(need=need, match=match)
            for need in running
            for match in sorted(asked[need.id], key=lambda each: each.entity)
            if match.reply is None and match.state is MatchState.PROPOSED
        )


class SqlOffers(_Board[OfferId, NewOffer, Offer]):
    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, offers, Offer)


class SqlMatches:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def propose(self, need: NeedId, proposals: Iterable[Proposal], *, at: datetime) -> tuple[Match, ...]:
        rows = [{"need": need, "entity": each.entity, "proposal": each} for each in proposals]
        if not rows:
            return ()
        added = self._connection.execute(
            insert(self._connection, matches)
            .values(sorted(rows, key=lambda row: str(row["entity"])))
            .on_conflict_do_nothing(index_elements=["need", "entity"])
            .returning(matches)
        ).all()
        first = MatchStep(state=MatchState.PROPOSED, at=at)
        if added:
            self._connection.execute(
                match_steps.insert(), [{"match": row.id} | row_of(first) for row in added]
            )
        return tuple(_match(row, (first,)) for row in sorted(added, key=lambda row: str(row.entity)))

    def find(self, match: MatchId) -> Match | None:
        return next(iter(self._read(select(matches).where(matches.c.id == match))), None)

    def of_need(self, need: NeedId) -> tuple[Match, ...]:
        return self.of_needs([need])[need]

    def of_needs(self, wanted: Sequence[NeedId]) -> dict[NeedId, tuple[Match, ...]]:
        """By need; the most points first, then by entity."""
        found: dict[NeedId, list[Match]] = {need: [] for need in wanted}
        for match in self._ranked(select(matches).where(matches.c.need.in_(wanted))):
            found[match.need].append(match)
        return {need: tuple(own) for need, own in found.items()}

    def of_entity(self, entity: EntityId) -> tuple[Match, ...]:
        query = select(matches).join(needs, needs.c.id == matches.c.need)
        query = query.where(matches.c.entity == entity, needs.c.closed_at.is_(None))
        return self._read(query.order_by(needs.c.posted_at.desc(), needs.c.id.desc()))

    def moved_between(self, start: datetime, end: datetime) -> tuple[Match, ...]:
        moved = select(match_steps.c.match).where(match_steps.c.at >= start, match_steps.c.at < end)
        return self._ranked(select(matches).where(matches.c.id.in_(moved)))

    def take(self, match: MatchId, step: MatchStep) -> tuple[Match, bool]:
        # One at a time per match, so that each sees what the one before did.
        self._connection.execute(select(matches.c.id).where(matches.c.id == match).with_for_update())
        found = self.find(match)
        if found is None:
            raise LookupError(f"there is no match {match}")
        if not found.accepts(step):
            return found, False
        self._connection.execute(match_steps.insert().values({"match": match} | row_of(step)))
        return replace(found, steps=(*found.steps, step)), True

    def _ranked(self, query: Select[Any]) -> tuple[Match, ...]:
        """By need; the most points first, then by entity."""
        found = self._read(query)
        return tuple(sorted(found, key=lambda each: (each.need, -each.proposal.score, each.entity)))

    def _read(self, query: Select[Any]) -> tuple[Match, ...]:
        rows = self._connection.execute(query).all()
        taken: dict[int, list[MatchStep]] = {row.id: [] for row in rows}
        history = select(match_steps).where(match_steps.c.match.in_(taken)).order_by(match_steps.c.id)
        for row in self._connection.execute(history):
            taken[row.match].append(MatchStep(**values_of(row, without={"id", "match"})))
        return tuple(_match(row, tuple(taken[row.id])) for row in rows)


def _match(row: Found, steps: tuple[MatchStep, ...]) -> Match:
    return Match(id=row.id, need=row.need, proposal=row.proposal, steps=steps)
