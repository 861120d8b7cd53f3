"""What was handed in to the secretariat."""

import json

from sqlalchemy import Connection, and_, select, update

from mirps_bot.adapters.sql.statements import Found, add_once, name_of, row_of
from mirps_bot.adapters.sql.tables import papers
from mirps_bot.domain.ids import EntityId, PaperId
from mirps_bot.domain.paper import Decision, Paper, PaperKind, PaperState
from mirps_bot.ports import NewPaper


class SqlPapers:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hand_in(self, paper: NewPaper) -> Paper:
        said = row_of(paper) | {
            "author_name": name_of(paper.author),
            "answers": json.dumps(dict(paper.answers), ensure_ascii=False),
            "state": PaperState.HANDED_IN,
        }
        row, _ = add_once(self._connection, papers, said)
        return _paper(row)

    def find(self, paper: PaperId) -> Paper | None:
        row = self._connection.execute(select(papers).where(papers.c.id == paper)).first()
        return _paper(row) if row else None

    def decide(self, paper: PaperId, decision: Decision) -> bool:
        undecided = and_(papers.c.id == paper, papers.c.state == PaperState.HANDED_IN)
        decided = (
            update(papers)
            .where(undecided)
            .values(
                state=decision.state,
                decided_by=decision.author,
                decided_name=decision.author_name,
                decided_at=decision.at,
                reason=decision.reason,
            )
        )
        return self._connection.execute(decided).rowcount == 1

    def of(
        self,
        *,
        kind: PaperKind | None = None,
        state: PaperState | None = None,
        entity: EntityId | None = None,
    ) -> tuple[Paper, ...]:
        query = select(papers).order_by(papers.c.id.desc())
        for column, wanted in ((papers.c.kind, kind), (papers.c.state, state), (papers.c.entity, entity)):
            if wanted is not None:
                query = query.where(column == wanted)
        return tuple(map(_paper, self._connection.execute(query)))


def _paper(row: Found) -> Paper:
    decision = None
    if row.state is not PaperState.HANDED_IN:
        decision = Decision(
            state=row.state,
            author=row.decided_by,
            author_name=row.decided_name,
            at=row.decided_at,
            reason=row.reason,
        )
    return Paper(
        id=row.id,
        kind=row.kind,
        entity=row.entity,
        author=row.author,
        author_name=row.author_name,
        answers=json.loads(row.answers),
        handed_at=row.handed_at,
        again=row.again,
        decision=decision,
    )
