"""Numbers as people write and say them: `1.500,50`, `250 mil`, `1.5M`, `dos millones y medio`, `quatre-vingt mille`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from text_to_num import find_numbers

from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import FALLBACK, Language
from mirps_bot.domain.money import TOO_LARGE, plain
from mirps_bot.parsing.quotation import quoted
from mirps_bot.parsing.tokens import Token, TokenKind, bare, tokens

_THOUSAND, _MILLION, _BILLION, _TRILLION = (Decimal(10) ** power for power in (3, 6, 9, 12))
_SCALES = {
    **dict.fromkeys(("mil", "mille", "thousand"), _THOUSAND),
    **dict.fromkeys(("millon", "millones", "million", "millions", "milhao", "milhoes"), _MILLION),
    **dict.fromkeys(("milliard", "milliards", "millardo", "millardos", "bilhao", "bilhoes"), _BILLION),
    **dict.fromkeys(("billon", "billones", "biliao", "bilioes"), _TRILLION),
}
_SCALES_BY_LANGUAGE = {
    Language.EN: dict.fromkeys(("billion", "billions"), _BILLION),
    Language.FR: dict.fromkeys(("billion", "billions"), _TRILLION),
}
_ABBREVIATIONS = {
    "k": _THOUSAND,
    **dict.fromkeys(("M", "mm", "mn", "mln", "mdd", "mdp"), _MILLION),
    "bn": _BILLION,
}
"""Only right after figures. `mdd` and `mdp` are Mexico's millions of dollars and of pesos."""
_UNTOLD = {Language.EN: ("mil",)}
"""Right after figures a thousand to some and a million to others, as a small `m` is in every language."""

_BARE = frozenset({"mil", "mille"})
"""Without a number before it: a thousand."""
_ONES = frozenset({"un", "una", "unos", "unas", "um", "uma", "uns", "umas", "une", "a", "an"})
_JOINS = {Language.PT: "e", Language.EN: "and"}
_RESPELT = {
    Language.ES: {
        "veintiun": "veintiuno",
        "veintidos": "veintidós",
        "veintitres": "veintitrés",
        "veintiseis": "veintiséis",
        "tercer": "|",
    },
    Language.PT: {"tres": "três"},
}
"""Numbers whose accent was left out, and an ordinal that would be taken for a number."""
_FALSE_FRIENDS = {Language.PT: frozenset({"dos"}), Language.EN: frozenset({"once"})}
"""Words that are numbers in another language and something else in this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in a composed text, and where it stands; `value` None: it could be read two ways, or none."""

    value: Decimal | None
    start: int
    end: int


def fitting(value: Decimal, typed: str) -> Decimal | Problem:
    return Decimal(plain(value)) if value < TOO_LARGE else Problem(phrase="too_large", values=quoted(typed))


def is_minus(text: str) -> bool:
    """Whether what stands before a number takes it below nothing."""
    return bare(text).strip() in ("-", "\N{MINUS SIGN}", "\N{EN DASH}", "menos", "minus", "moins", "(")


def in_nearest_language(text: str, language: Language) -> tuple[Number, ...]:
    """The numbers in a short composed text, in the language in which most of it is one: this one before the others."""
    means_otherwise = _FALSE_FRIENDS.get(language, frozenset()).intersection(bare(text).split())
    languages = (language,) if means_otherwise else FALLBACK[language]
    readings = [numbers_in(text, each) for each in languages]
    return max(readings, key=lambda numbers: sum(each.end - each.start for each in numbers))


def numbers_in(text: str, language: Language) -> tuple[Number, ...]:
    """Every number in a composed text."""
    return tuple(_Line.of(text, language).numbers())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What was read, and the piece after it."""

    value: Decimal | None
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A text in pieces. `spoken` are the numbers below a thousand in words, by the piece they begin at."""

    text: str
    language: Language
    pieces: tuple[Token, ...]
    spoken: Mapping[int, _Read]

    @classmethod
    def of(cls, text: str, language: Language) -> "_Line":
        pieces = tuple(tokens(bare(text)))
        return cls(text=text, language=language, pieces=pieces, spoken=_spoken(pieces, language))

    def numbers(self) -> Iterator[Number]:
        at = 0
        while at < len(self.pieces):
            found = self._number(at)
            if found:
                start, end = self.pieces[at].start, self.pieces[found.after - 1].end
                yield Number(value=found.value, start=start, end=end)
            at = found.after if found else at + 1

    def _number(self, at: int) -> _Read | None:
        """Millions, the larger first, and what is left below them."""
        total, limit, end = Decimal(0), _TRILLION * _TRILLION, at
        while group := self._group(self._joined(end) if end > at else end):
            if group.value is None:
                return group if end == at else _Read(value=total, after=end)
            scale = self._scale(group.after, least=_MILLION)
            if scale is None and group.value < limit:
                return _Read(value=total + group.value, after=group.after)
            if scale is None or scale >= limit:
                break
            total, limit, end = total + group.value * scale, scale, group.after + 1
            if self._is(end, TokenKind.HALF_MORE):
                return _Read(value=total + scale / 2, after=end + 1)
        return _Read(value=total, after=end) if end > at else None

    def _group(self, at: int) -> _Read | None:
        """What is counted before a million is named: `250`, `250 mil`, `mil doscientos`, `dos y medio`."""
        count = self._count(at)
        if count is None:
            is_thousand = at < len(self.pieces) and self.pieces[at].text in _BARE
            return self._with_rest(_THOUSAND, at + 1) if is_thousand else None
        value, after = count.value, count.after
        if value is None or self._is_untold(after):
            return _Read(value=None, after=after + (value is not None))
        if self._is(after, TokenKind.HALF_MORE) and self._scale(after + 1, least=_THOUSAND):
            value, after = value + Decimal("0.5"), after + 1
        if self._scale(after, least=_THOUSAND) == _THOUSAND:
            return self._with_rest(value * _THOUSAND, after + 1)
        return _Read(value=value, after=after)

    def _with_rest(self, thousands: Decimal, at: int) -> _Read:
        """What follows the thousands and is below one: dos mil `quinientos`."""
        rest = self._count(self._joined(at))
        if rest is None or rest.value is None or rest.value >= _THOUSAND:
            return _Read(value=thousands, after=at)
        if self._scale(rest.after, least=_THOUSAND) == _THOUSAND:  # `2 mil 3 mil` is two numbers
            return _Read(value=thousands, after=at)
        return _Read(value=thousands + rest.value, after=rest.after)

    def _count(self, at: int) -> _Read | None:
        """Figures, words for a number below a thousand, `medio` or `un` before what it multiplies."""
        if at >= len(self.pieces):
            return None
        piece = self.pieces[at]
        if piece.kind is TokenKind.FIGURE:
            return _Read(value=piece.figure, after=at + 1)
        if at in self.spoken:
            return self.spoken[at]
        if piece.kind is TokenKind.HALF:
            return _Read(value=Decimal("0.5"), after=at + 1)
        if piece.text in _ONES:
            return self._one(at + 1)
        is_one = self._scale(at, least=_MILLION) and self._is(at + 1, TokenKind.HALF_MORE)
        return _Read(value=Decimal(1), after=at) if is_one else None

    def _one(self, at: int) -> _Read | None:
        """After an article: it counts only before what it multiplies, `un millón`, `a hundred`, `un demi-million`."""
        if self._is(at, TokenKind.HALF) or (at in self.spoken and self.pieces[at].text == "hundred"):
            return self._count(at)
        return _Read(value=Decimal(1), after=at) if self._scale(at, least=_THOUSAND) else None

    def _scale(self, at: int, *, least: Decimal) -> Decimal | None:
        """The thousand or million named here, if it is at least so large."""
        if at >= len(self.pieces):
            return None
        piece = self.pieces[at]
        word = piece.text
        scale = _SCALES.get(word) or _SCALES_BY_LANGUAGE.get(self.language, {}).get(word)
        if scale is None and self._is(at - 1, TokenKind.FIGURE):
            scale = _ABBREVIATIONS.get("M" if self.text[piece.start] == "M" and word == "m" else word)
        return scale if scale and scale >= least else None

    def _is_untold(self, at: int) -> bool:
        if not self._is(at, TokenKind.WORD) or not self._is(at - 1, TokenKind.FIGURE):
            return False
        piece = self.pieces[at]
        return self.text[piece.start : piece.end] == "m" or piece.text in _UNTOLD.get(self.language, ())

    def _joined(self, at: int) -> int:
        """Past the word that joins two parts of a number, if what follows is one."""
        if not self._is(at, TokenKind.WORD) or self.pieces[at].text != _JOINS.get(self.language):
            return at
        return at + 1 if at + 1 in self.spoken or self._scale(at + 2, least=_THOUSAND) else at

    def _is(self, at: int, kind: TokenKind) -> bool:
        return 0 <= at < len(self.pieces) and self.pieces[at].kind is kind


def _spoken(pieces: tuple[Token, ...], language: Language) -> dict[int, _Read]:
    respelt = _RESPELT.get(language, {})
    words = [_Word(respelt.get(each.text, each.text) if _may_count(each) else _APART) for each in pieces]
    found = find_numbers(words, language.value, 0)
    return {
        each.start: _Read(value=Decimal(str(each.value)), after=each.end)
        for each in found
        if not each.is_ordinal and not (each.end == each.start + 1 and pieces[each.start].text in _ONES)
    }


_APART = "|"


def _may_count(piece: Token) -> bool:
    return piece.kind is TokenKind.WORD and piece.text not in (*_SCALES, "billion", "billions", "o")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as `text_to_num` takes it."""

    word: str

    def text(self) -> str:
        return self.word

    def nt_separated(self, _: "_Word") -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return self.word == _APART
