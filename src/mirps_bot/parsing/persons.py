"""What in a text looks like somebody's own: papers, cases, dates of birth, telephones, mailboxes.

It only asks for a second look: numbers of decrees, budgets, programmes and public lines are nobody's own.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from mirps_bot.parsing.calendar_words import month_pattern
from mirps_bot.parsing.tokens import bare, composed


class Own(StrEnum):
    """What of a person it may be."""

    DOCUMENT = "document"
    CASE = "case"
    BIRTH = "birth"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """`text` as it was written."""

    own: Own
    text: str


MOST = 5
"""So many are enough to ask."""

_ADDRESS = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_FIGURES = r"(?:[a-z]{0,3}-?[0-9](?:[ .-]?[0-9]){5,17}(?:-?[0-9a-z])?|[0-9]{1,3}[a-z]{1,3}[0-9]{4,9})(?!\w)"
"""A number of papers."""
_NUMBER_SIGN = (
    r"(?:\s*(?:n\.?\s?[oº°]\.?|no\.?|num(?:ero)?\.?|number|nr\.?|#|:|es|is|e|est"
    r"|de residencia|de identidade?)\s*){0,3}"
)
_PAPERS = (
    r"(?:pasaporte|passport|passaporte|passeport|cedula|dni|dui|dpi|identidad|identidade|curp|rfc|rnm|rne|nie|cpf|nif|ssn"
    r"|carnet|carne|tarjeta de visitante|documento de identi\w+|identity card|id card|carte d'identite|titre de sejour)"
)
_CASES = (
    r"(?:expediente|caso|case|case file|case number|file number|dossier|registro individual|individual number"
    r"|registration number)"
)
_AGENCIES = r"(?:\s*(?:acnur|unhcr|hcr|comar|conare|dgme|oim|iom))?"
_YEAR = r"(?:19|20)[0-9]{2}"
_DATE = (
    rf"(?:[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-]{_YEAR}|{_YEAR}-[0-9]{{2}}-[0-9]{{2}}"
    rf"|[0-9]{{1,2}}(?:er|o|º)?\s(?:de\s)?{month_pattern()}\s(?:del?\s)?{_YEAR}"
    rf"|{month_pattern()}\s[0-9]{{1,2}},?\s{_YEAR})"
)
_BORN = (
    r"(?:nacid[oa]|nacio|fecha de nacimiento|born|date of birth|dob|nascid[oa]|nasceu|data de nascimento"
    r"|ne[e]?|date de naissance)"
)
_PUBLIC_LINE = re.compile(
    r"\b(?:linea|hotline|helpline|line|pbx|central|centralita|numero vert|gratuit\w*|toll|emergencias?|mesa de ayuda"
    r"|0800|1-800|800|call center|institucion|institucional|oficina|ministerio|ministry|disque)\b"
)
_CALLING = re.compile(
    r"\b(?:tel|telefono|telefone|telephone|phone|cel|celular|movil|mobile|whatsapp|wasap|llamar|llame|llamarla|llamarlo"
    r"|ligar|call|appeler|joindre|contactar|contacto)\b"
)
_TELEPHONE = re.compile(
    r"(?<![\w/.-])\+?(?:\([0-9]{1,4}\)[ -]?)?[0-9]{1,5}(?:[ .-][0-9]{2,5}){1,5}(?![\w/-])"
)
_MAILBOX = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_ROLES = frozenset(
    {
        "info", "contacto", "contact", "contato", "mirps", "secretaria", "secretariat", "prensa", "press",
        "imprensa", "comunicacion", "comunicaciones", "communications", "ayuda", "help", "soporte",
        "support", "atencion", "quejas", "denuncias", "office", "oficina", "admin", "registro", "hola",
        "hello", "noreply", "webmaster", "datos", "data",
    }
)  # fmt: skip

_PATTERNS: Mapping[Own, tuple[re.Pattern[str], ...]] = {
    Own.CASE: (
        re.compile(r"(?<![\w-])[0-9]{3}-[0-9]{2}c[0-9]{5}(?!\w)|(?<![\w-])[0-9]{3}-[0-9]{8}(?![\w-])"),
        re.compile(
            rf"\b{_CASES}{_AGENCIES}{_NUMBER_SIGN}\s*(?P<own>(?:[a-z]+[/-])?[0-9][0-9/-]{{4,20}}[0-9])(?!\w)"
        ),
    ),
    Own.DOCUMENT: (
        re.compile(r"\b[a-z]{4}[0-9]{6}[hmx][a-z]{5}[a-z0-9][0-9]\b|\b[a-z]{4}[0-9]{6}[a-z0-9]{3}\b"),
        re.compile(
            r"(?<![\w.-])(?:[0-9]{8}-[0-9]|[0-9]{4}-(?:19|20)[0-9]{2}-[0-9]{5}|[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2})(?![\w-])"
        ),
        re.compile(r"(?<![\w.-])[0-9]{4} [0-9]{5} [0-9]{4}(?![\w-])|\b[xyz][0-9]{7}[a-z]\b"),
        re.compile(rf"\b{_PAPERS}{_NUMBER_SIGN}\s*(?P<own>{_FIGURES})"),
    ),
    Own.BIRTH: (re.compile(rf"\b{_BORN}[\s:,]+(?:en\s\w+\s)?(?:el\s|on\s|em\s|le\s|in\s)?(?P<own>{_DATE})"),),
}


def suspicions(text: str, *, known: Collection[str] = ()) -> tuple[Suspicion, ...]:
    """What looks like somebody's own, a few at most, each once. `known` are mailboxes of people who may be named."""
    text = composed(text)
    plain = _ADDRESS.sub(lambda found: " " * len(found[0]), bare(text))
    found: dict[str, Own] = {}
    for own, (start, end) in _found(plain, known):
        found.setdefault(text[start:end].strip(), own)
        if len(found) == MOST:
            break
    return tuple(Suspicion(own=own, text=each) for each, own in found.items())


def _found(plain: str, known: Collection[str]) -> Iterator[tuple[Own, tuple[int, int]]]:
    for own, patterns in _PATTERNS.items():
        for pattern in patterns:
            for found in pattern.finditer(plain):
                yield own, found.span("own" if "own" in pattern.groupindex else 0)
    for found in _MAILBOX.finditer(plain):
        if found[0] not in known and found[0].partition("@")[0] not in _ROLES:
            yield Own.EMAIL, found.span()
    for found in _TELEPHONE.finditer(plain):
        if _is_somebodys(plain, found):
            yield Own.PHONE, found.span()


def _is_somebodys(plain: str, number: re.Match[str]) -> bool:
    """An international number of a real plan, or one that somebody is to be called at; no public line."""
    sentence = re.split(r"[;!?\n]|\.\s", plain[max(0, number.start() - 80) : number.start()])[-1]
    if _PUBLIC_LINE.search(sentence):
        return False
    if number[0].startswith("+"):
        return _is_personal_line(number[0])
    digits = sum(each.isdigit() for each in number[0])
    return 7 <= digits <= 11 and bool(_CALLING.search(sentence))


def _is_personal_line(number: str) -> bool:
    import phonenumbers
    from phonenumbers import PhoneNumberType

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return False
    public = (PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN)
    return phonenumbers.is_possible_number(parsed) and phonenumbers.number_type(parsed) not in public
