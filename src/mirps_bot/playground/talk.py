"""What people write: messages, commands, edits."""

from collections.abc import Callable, Sequence

from mirps_bot.playground.answers import Acknowledged, Answer, Unanswered
from mirps_bot.playground.composer import compose, compose_command
from mirps_bot.playground.conversation import Conversation
from mirps_bot.playground.dispatch import Dispatch
from mirps_bot.playground.notices import notice
from mirps_bot.playground.payloads import slash_command
from mirps_bot.playground.people import Profile
from mirps_bot.playground.refusals import Refused
from mirps_bot.playground.replies import show_reply
from mirps_bot.playground.tickets import ReplyPlace, ResponseUrls, Triggers
from mirps_bot.playground.wire import Json
from mirps_bot.playground.workspace import Workspace

LONGEST_MESSAGE = 12_000


class Talk:
    """Each act raises Notice with what the person is told when it did not succeed."""

    def __init__(
        self,
        workspace: Workspace,
        dispatch: Dispatch,
        triggers: Triggers,
        response_urls: ResponseUrls,
        site: Callable[[], str],
    ) -> None:
        self._workspace = workspace
        self._dispatch = dispatch
        self._triggers = triggers
        self._response_urls = response_urls
        self._site = site

    async def say(
        self,
        user: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        files: Sequence[str] = (),
    ) -> Json | None:
        """Writes a message, which is returned; what starts with a slash is a command and leaves none.

        `files` are ids of the person's own; a message of files needs no words.
        """
        if text.startswith("/"):
            await self.command(user, channel, text, thread_ts)
            return None
        person, conversation = self._present(user, channel)
        app = self._workspace.app
        if conversation.kind == "im" and (app.messages_are_read_only or not app.has_messages_tab):
            raise notice("sending_turned_off", person.locale)
        attached = [self._workspace.files.own(user, each).as_object(self._site()) for each in files]
        stored = self._composed(person, text) if text.strip() or not attached else ""
        if thread_ts is not None:
            if thread_ts not in conversation.messages:
                raise notice("message_gone", person.locale)
            thread_ts = conversation.messages[thread_ts].get("thread_ts", thread_ts)
        parts = {"subtype": "file_share", "files": attached, "upload": False} if attached else {}
        return self._workspace.post(conversation, user, thread_ts=thread_ts, text=stored, **parts)

    def attach(self, user: str, name: str, content: bytes) -> str:
        """Puts a file of a person's at hand, for a form or a message; returns its id."""
        person, created = self._workspace.profile(user), int(self._workspace.now().timestamp())
        return self._workspace.files.attach(person.id, name, content, created).id

    async def command(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> None:
        """Runs a slash command and shows its answer. Commands are refused inside threads."""
        person, conversation = self._present(user, channel)
        name, _, rest = text.strip().partition(" ")
        if name not in self._workspace.app.commands:
            raise notice("command_unknown", person.locale, command=name)
        if thread_ts is not None:
            raise notice("command_in_thread", person.locale, command=name)
        place = ReplyPlace(conversation=conversation.id, user=user)
        payload = slash_command(self._workspace, person, conversation, name, self._command_text(name, rest))
        payload["response_url"] = f"{self._site()}/response/{self._response_urls.issue(place)}"
        payload["trigger_id"] = self._triggers.issue(user)
        answer = await self._dispatch.deliver("slash_commands", payload)
        error = self._show_answer(place, answer)
        if error is not None:
            raise notice("command_failed", person.locale, command=name, error=error)

    def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        person, conversation = self._present(user, channel)
        message = self._own_message(person, conversation, ts)
        edited = {"text": self._composed(person, text), "edited": self._workspace.edit_mark(user)}
        self._workspace.change(conversation, {**message, **edited})

    def delete(self, user: str, channel: str, ts: str) -> None:
        person, conversation = self._present(user, channel)
        if ts not in conversation.messages and self._workspace.ephemerals.has(channel, user, ts):
            self._workspace.delete_ephemeral(conversation, user, ts)
            return
        self._own_message(person, conversation, ts)
        self._workspace.delete(conversation, ts)

    def read(self, user: str, channel: str, ts: str) -> None:
        _, conversation = self._present(user, channel)
        self._workspace.mark_read(conversation, user, ts)

    def set_account(self, user: str, *, is_active: bool) -> None:
        """As whoever runs the workspace does: deactivates an account, or brings it back."""
        self._workspace.change_profile(user, is_deactivated=not is_active)

    def invite(self, user: str, channel: str, invited: str) -> None:
        self._present(user, channel)
        self._workspace.join(channel, invited, inviter=user)

    def _show_answer(self, place: ReplyPlace, answer: Answer) -> str | None:
        """Shows what the bot acknowledged with; returns the error's name when that is not possible."""
        match answer:
            case Unanswered(reason="http_timeout"):
                return "operation_timeout"
            case Unanswered():
                return "dispatch_failed"
            case Acknowledged(body=body):
                try:
                    if body:
                        show_reply(self._workspace, place, body)
                except Refused as refused:
                    return refused.error
                return None

    def _present(self, user: str, channel: str) -> tuple[Profile, Conversation]:
        person, conversation = self._workspace.profile(user), self._workspace.conversation(channel)
        if user not in conversation.members:
            raise notice("not_here", person.locale)
        return person, conversation

    def _own_message(self, person: Profile, conversation: Conversation, ts: str) -> Json:
        if ts not in conversation.messages:
            raise notice("message_gone", person.locale)
        if conversation.messages[ts]["user"] != person.id:
            raise notice("not_yours", person.locale)
        return conversation.messages[ts]

    def _composed(self, person: Profile, text: str) -> str:
        if not text.strip():
            raise notice("empty", person.locale)
        if len(text) > LONGEST_MESSAGE:
            raise notice("too_long", person.locale, limit=LONGEST_MESSAGE)
        return compose(text, self._ids())

    def _command_text(self, name: str, rest: str) -> str:
        escapes = self._workspace.app.commands[name].escapes_mentions
        rooms = {one.id: one.name for one in self._workspace.conversations.values()}
        labels = {**rooms, **self._workspace.names()} if escapes else None
        return compose_command(rest.strip(), self._ids(), labels)

    def _ids(self) -> dict[str, str]:
        return {name: user for user, name in self._workspace.names().items()}
