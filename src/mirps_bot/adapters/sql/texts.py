"""The texts of pledges, searched by the engine's own index: FTS5 in SQLite, tsvector in PostgreSQL.

Both hold the same stems, made by `search.stems`, so that both find and rank the same. The index is derived from the
pledges, keyed by their `ordinal`, and written anew whenever these change.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, starmap

from sqlalchemy import (
    BindParameter,
    Connection,
    Integer,
    TextualSelect,
    bindparam,
    column,
    delete,
    select,
    text,
)

from mirps_bot.adapters.sql.statements import batches
from mirps_bot.adapters.sql.tables import pledges, text_words
from mirps_bot.domain.language import Language, Names
from mirps_bot.domain.lexicon import fold
from mirps_bot.domain.query import Phrase, PledgeFilter, Sought
from mirps_bot.search.stems import stems_in, words_in


@dataclass(frozen=True, slots=True, kw_only=True)
class _Engine:
    """How one engine writes what both do. Folded words are letters and digits alone: nothing in them needs escaping."""

    clear: str
    insert: str
    in_texts: str
    in_names: str
    both: str
    either: str
    word: str
    beginning: str


_ENGINES: Mapping[str, _Engine] = {
    "sqlite": _Engine(
        clear="INSERT INTO pledge_texts (pledge_texts) VALUES ('delete-all')",
        insert="INSERT INTO pledge_texts (rowid, names, texts) VALUES (:ordinal, :names, :texts)",
        in_texts="SELECT rowid AS ordinal FROM pledge_texts WHERE pledge_texts MATCH '{texts} : ' || :query",
        in_names="SELECT rowid AS ordinal FROM pledge_texts WHERE pledge_texts MATCH '{names} : ' || :query",
        both=" AND ",
        either=" OR ",
        word='"{}"',
        beginning='"{}" *',
    ),
    "postgresql": _Engine(
        clear="DELETE FROM pledge_texts",
        insert="INSERT INTO pledge_texts (ordinal, names, texts) VALUES (:ordinal, "
        "array_to_tsvector(string_to_array(:names, ' ')), array_to_tsvector(string_to_array(:texts, ' ')))",
        in_texts="SELECT ordinal FROM pledge_texts WHERE texts @@ CAST(:query AS tsquery)",
        in_names="SELECT ordinal FROM pledge_texts WHERE names @@ CAST(:query AS tsquery)",
        both=" & ",
        either=" | ",
        word="'{}'",
        beginning="'{}':*",
    ),
}


VERSION = 3
"""Counts the ways in which texts were indexed: what is indexed in an older one is indexed anew."""


def write_texts(connection: Connection) -> None:
    """Index every pledge there is, and keep the words they are written in."""
    engine = _ENGINES[connection.dialect.name]
    connection.execute(text(engine.clear))
    own = (pledges.c.ordinal, pledges.c.id, pledges.c.names, pledges.c.description, pledges.c.external_id)
    words: set[str] = set()
    for batch in batches(connection.execute(select(*own).order_by(pledges.c.ordinal)).all()):
        connection.execute(text(engine.insert), [_row(*row) for row in batch])
        words |= words_in(each for row in batch for each in _written(row.names, row.description))
    connection.execute(delete(text_words))
    if words:
        connection.execute(text_words.insert(), [{"word": word} for word in sorted(words)])


def _row(
    ordinal: int, id_: str, names: Names | None, description: str | None, external_id: str | None
) -> dict[str, object]:
    named = frozenset(_findable_names(names) if names else ())
    others = (each for written in (description, external_id, id_) for each in _findable(written or "", None))
    return {
        "ordinal": ordinal,
        "names": " ".join(sorted(named)),
        "texts": " ".join(sorted(named.union(others))),
    }


def _findable_names(names: Names) -> Iterator[str]:
    for language in Language:
        yield from _findable(getattr(names, language) or "", language)


def _findable(written: str, language: Language | None) -> Iterator[str]:
    """The stems to find a text by, the whole words, whose beginnings may be asked for, and which follow each other."""
    words = fold(written).split()
    yield from words
    yield from starmap(_pair, pairwise(words))
    yield from stems_in(written, language)


def _pair(word: str, next_word: str) -> str:
    """Two words that follow each other, as one that both engines take as it is."""
    return f"{word}0{next_word}"


def _written(names: Names | None, description: str | None) -> Iterator[str]:
    yield from names.all() if names else ()
    yield description or ""


# ---- asking


def matching(dialect: str, wanted: PledgeFilter, *, in_names: bool = False) -> TextualSelect:
    """The ordinals of the pledges that have all that is looked for in their texts, or in their names alone."""
    engine = _ENGINES[dialect]
    ways = [_sought(engine, each) for each in wanted.texts]
    ways += [engine.beginning.format(each) for word in wanted.words for each in fold(word).split()]
    found = text(engine.in_names if in_names else engine.in_texts)
    # Written out, so that PostgreSQL plans for these words: of some there are few, of others very many.
    query: BindParameter[str] = bindparam(
        "query", _group(engine.both, ways), unique=True, literal_execute=True
    )
    return found.bindparams(query).columns(column("ordinal", Integer))


def _sought(engine: _Engine, sought: Sought) -> str:
    if sought.is_quoted and " " in sought.typed:
        pairs = starmap(_pair, pairwise(sought.typed.split()))
        return _group(engine.both, map(engine.word.format, pairs))
    return _group(engine.either, (_phrase(engine, each) for each in _shortest(sought.phrases)))


def _shortest(phrases: Sequence[Phrase]) -> Iterator[Phrase]:
    """The same in fewer words: those that stand alone are one list, and a phrase with one of them finds nothing more.
    Said again and again, they would seem to be more than there are, and PostgreSQL would rather read every text.
    """
    alone = dict.fromkeys(stem for phrase in phrases if len(phrase) == 1 for stem in phrase[0])
    if alone:
        yield (tuple(alone),)
    for phrase in dict.fromkeys(phrases):
        if len(phrase) > 1 and not any(alone.keys() >= set(stems) for stems in phrase):
            yield phrase


def _phrase(engine: _Engine, phrase: Phrase) -> str:
    return _group(engine.both, (_group(engine.either, map(engine.word.format, stems)) for stems in phrase))


def _group(joint: str, parts: Iterable[str]) -> str:
    return f"({joint.join(parts)})"
