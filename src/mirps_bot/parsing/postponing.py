"""Asking to be reminded later, in so many words: `recuérdame el 14 de diciembre`, `remind me on Monday, please`."""

import re
from datetime import date, timedelta

from mirps_bot.domain.form import Problem
from mirps_bot.domain.language import Language
from mirps_bot.parsing.days import read_day
from mirps_bot.parsing.quotation import quoted
from mirps_bot.parsing.tokens import bare, composed

LONGEST = 120
"""Whoever asks for no more than that needs no more characters."""


def _any(*words: str) -> str:
    return rf"(?:{'|'.join(words)})"


_POLITE = _any(
    *("hola", "buenos dias", "buenas tardes", "por favor", "porfa", "(?:muchas )?gracias", "mejor", "quiero"),
    *("puedes?", "podrias?", "ok(?:ay)?", "vale", "bien"),
    *("hi", "hello", "please", "thanks", "thank you", "instead", "(?:can|could|would) you"),
    *("ola", "bom dia", "boa tarde", "obrigad[oa]", "melhor", "quero", "pode", "poderia"),
    *("bonjour", "s'il (?:vous|te) plait", "svp", "merci", "plutot", "pou(?:vez|rriez)-vous", "peux-tu"),
)
_ASKS = _any(
    r"(?:recuerd[ae]|recordar)(?:me|nos|melo|noslo)(?:lo)?",
    r"(?:me|nos) (?:lo )?(?:recuerd[ae]s?|(?:puedes?|podrias?) recordar)",
    *(r"avis[ae](?:me|nos)", r"pospon(?:er|ga|gamos)?(?:lo)?", r"aplaza(?:r|mos)?(?:lo)?", r"aplace(?:lo)?"),
    *(r"remind (?:me|us)", r"snooze", r"postpone", r"put (?:this|it) off"),
    *(r"(?:me|nos) lembr(?:e|ar?)", r"lembr(?:e|ar?)-(?:me|nos)", r"adi(?:e|ar?)(?:-lo)?"),
    *(
        r"rappel(?:le|ez)-(?:le-)?(?:moi|nous)(?:-le)?",
        r"(?:me|nous) (?:le )?rappeler",
        r"reporte[rz](?:-le)?",
    ),
)
_IT = _any(
    *(r"(?:of |about )?(?:this|it)", "again", "esto", "eso", "otra vez", "de nuevo"),
    *("isso", "isto", "disso", "de novo", "cela", "ca", "de nouveau"),
)
_ASKED = re.compile(
    rf"(?:{_POLITE}[\s,.!]+)*{_ASKS}(?:\s{_IT})*(?P<when>(?:[\s,:].*?)?)(?:[\s,.!]+{_POLITE})*"
)
_HOUR = re.compile(
    r"\s(?:(?:a|at|a las?|as|vers)\s[0-9]{1,2}(?:[:.h][0-9]{0,2})?(?:\s?(?:am|pm|a\.m|p\.m|horas|heures|h|hs))?"
    r"|(?:(?:por|en|a|de|pela|in|le|dans)\s(?:(?:la|the)\s)?(?:manana|manha|tarde))"
    r"|(?:(?:in|dans)\s(?:the|la)\s|le\s)?(?:morning|afternoon|matin|apres-midi))$"
)
_TOWARDS = re.compile(r"(?:to|till|for|jusqu'a|pour|a partir de|from)\s")
_LATER = frozenset(
    (
        *("", "mas tarde", "luego", "despues", "otro dia", "later", "later on", "another day"),
        *("mais tarde", "depois", "outro dia", "plus tard", "un autre jour"),
    )
)
_NEXT_WEEK = re.compile(
    r"(?:(?:la|na|a)\s)?(?:proxima semana|semana (?:que viene|que vem|proxima)|semaine prochaine)|next week"
)
_DAY_ALONE = re.compile(
    r"(?:(?:para|hasta|el|on|the|ate|o|no|ao|em|au|le)\s)*(?:dia\s)?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
)


def read_postponing(text: str, language: Language, today: date) -> date | Problem | None:
    """The day on which to be reminded; a problem where none is said, or none that there is.

    None: nothing of the kind is asked.
    """
    if len(text) > LONGEST:
        return None
    words = bare(" ".join(composed(text).split())).replace("’", "'").strip(' .,;!?¡¿"«»“”')
    found = _ASKED.fullmatch(words)
    if found is None:
        return None
    when = _HOUR.sub("", f" {found['when'].strip(' ,:')}").strip()
    if towards := _TOWARDS.match(when):
        when = when[towards.end() :]
    if when in _LATER:
        return Problem(phrase="not_a_day", values=quoted(text))
    if _NEXT_WEEK.fullmatch(when):
        return today + timedelta(days=7 - today.weekday())
    if alone := _DAY_ALONE.fullmatch(when):
        coming = (today + timedelta(days=each) for each in range(1, 63))
        return next((each for each in coming if each.day == int(alone["day"])), None)
    day = read_day(when, language, today)
    return None if isinstance(day, Problem) and day.phrase == "not_a_day" else day
