"""The words of a meeting pack in one language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mirps_bot.content.compose import Composer
from mirps_bot.content.wording import Reader, Wording
from mirps_bot.domain.ids import PersonId
from mirps_bot.domain.language import Language
from mirps_bot.domain.pack import Pack
from mirps_bot.domain.pledge import Pledge, Stage
from mirps_bot.domain.response import Answered
from mirps_bot.domain.update import Update
from mirps_bot.view.document import Item, Quotation, SmallPrint

SEPARATOR = " · "
LONGEST_TEXT = 600
"""Characters of what one report says; a joint pledge's text is given whole."""
LONGEST_NEED = 240


@dataclass(frozen=True, slots=True)
class Words:
    """`languages` are those of the authors."""

    say: Wording
    reader: Reader
    composer: Composer
    languages: Mapping[PersonId, Language]

    def stage(self, stage: Stage | None) -> str:
        return self.say.label(stage) if stage else self.fact("no_stage")

    def named(self, pledge: Pledge) -> str:
        return f"{pledge.id}{SEPARATOR}{self.say.title(pledge)}"

    def written(self, language: Language | None, text: str) -> str:
        return self.say.written(text, language)

    def brief(self, text: str) -> str:
        return self.say.brief(text, LONGEST_NEED)

    def rest(self, total: int, shown: Sequence[object]) -> Iterator[Item]:
        if total > len(shown):
            yield SmallPrint(self.sentence("pack_more", number=total - len(shown)))

    def part(self, key: str) -> str:
        return self.say.label(key, "packpart")

    def fact(self, key: str) -> str:
        return self.say.label(key, "packfact")

    def column(self, key: str) -> str:
        return self.say.label(key, "packcolumn")

    def sentence(self, phrase: str, **values: object) -> str:
        return self.composer.said(phrase, self.reader, values)

    def quoted(self, update: Update, most: int | None = None) -> Iterator[Item]:
        """As they were written, and the language if it is another than the reader's."""
        text = update.report.narrative
        if text:
            language = self.languages.get(update.author)
            said = self.written(language, self.say.brief(text, most) if most else text)
            yield Quotation(said, language.value if language else None)


def period(pack: Pack) -> dict[str, object]:
    return {"since": pack.since, "until": pack.until, "before": pack.before}


def counts(answered: Answered) -> dict[str, object]:
    return {
        "heard": len(answered.response.heard),
        "asked": len(answered.asked),
        "silent": len(answered.response.silent),
        "absent": len(answered.response.absent),
        "nobody_to_ask": answered.response.nobody_to_ask,
        "opened": answered.opened,
        "is_due": answered.is_due,
        "due_from": answered.due_from,
        "closed": answered.closed,
    }
