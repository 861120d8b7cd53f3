"""In which language somebody is spoken to: their own choice goes before the roster's and the profile's."""

from mirps_bot.dialogue import Choice, Outbound, Press, Tell
from mirps_bot.domain.language import Language
from mirps_bot.domain.lexicon import fold
from mirps_bot.features.visit import Visit
from mirps_bot.view.action import Action, ActionName


def answer(visit: Visit, words: str) -> Outbound:
    named = named_languages(visit, words)
    if len(named) == 1:
        return _choose(visit, named[0])
    return Tell(
        phrase="language_unknown" if words and not named else "language_now",
        values={"language": visit.actor.language, "typed": words},
        choices=tuple(
            Choice(phrase=f"speak_{each}", action=Action(ActionName.SPEAK, (each.value,)))
            for each in Language
            if each is not visit.actor.language
        ),
    )


def press(visit: Visit, press: Press) -> Outbound:
    return _choose(visit, Language(press.action.arguments[0]))


def named_in(visit: Visit, words: str) -> str | None:
    """The word that names the one language that is wanted."""
    if len(named_languages(visit, words)) != 1:
        return None
    return next((each for each in words.split() if visit.labels["language"].read(each).terms), words)


def named_languages(visit: Visit, words: str) -> tuple[Language, ...]:
    """By name in any language, or by code."""
    known = {each.value for each in Language}
    if (code := fold(words)) in known:
        return (Language(code),)
    return tuple(Language(key) for _, key in visit.labels["language"].read(words).terms)


def _choose(visit: Visit, language: Language) -> Tell:
    visit.unit.people.choose(visit.actor, language=language)
    return Tell(phrase="language_chosen", values={"language": language}, language=language)
