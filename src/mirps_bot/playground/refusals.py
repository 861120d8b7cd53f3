"""The two ways the playground says no: to the bot by Slack's error name, to a person in words."""

from collections.abc import Sequence

from mirps_bot.playground.wire import Json


class Refused(Exception):
    """The bot's request is refused; `error` is Slack's own name for the reason."""

    def __init__(self, error: str, *, messages: Sequence[str] = (), **details: object) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.messages = tuple(messages)
        self.details = details

    def as_answer(self) -> Json:
        answer: Json = {"ok": False, "error": self.error, **self.details}
        if self.messages:
            answer["response_metadata"] = {"messages": list(self.messages)}
        return answer


class Notice(Exception):
    """What a person is told when an act did not succeed, in that person's language."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
