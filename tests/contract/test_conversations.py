from dataclasses import replace

from mirps_bot.adapters.sql.storage import SqlUnitOfWork
from mirps_bot.ports import Conversation

CHAT = Conversation(channel="a:1", service_url="https://smba.example/amer")
TEAM = Conversation(channel="19:team@thread.tacv2", service_url="https://smba.example/amer", is_team=True)


def test_conversation_is_found_where_it_was_last_spoken_to(unit: SqlUnitOfWork) -> None:
    moved = replace(CHAT, service_url="https://smba.example/emea")
    unit.conversations.remember(CHAT)
    unit.conversations.remember(moved)

    assert unit.conversations.find(CHAT.channel) == moved
    assert unit.conversations.find("a:2") is None


def test_direct_messages_are_found_by_whose_they_are(unit: SqlUnitOfWork) -> None:
    unit.conversations.remember(CHAT)
    assert unit.conversations.direct("29:ana") is None

    unit.people.remember_direct_channel("29:ana", CHAT.channel)

    assert unit.conversations.direct("29:ana") == CHAT


def test_teams_are_told_apart_from_other_conversations(unit: SqlUnitOfWork) -> None:
    unit.conversations.remember(CHAT)
    unit.conversations.remember(TEAM)

    assert unit.conversations.teams() == (TEAM,)


def test_nothing_is_left_of_a_conversation_that_is_forgotten(unit: SqlUnitOfWork) -> None:
    unit.conversations.remember(CHAT)
    unit.people.remember_direct_channel("29:ana", CHAT.channel)

    unit.conversations.forget(CHAT.channel)
    unit.conversations.remember(CHAT)

    assert unit.conversations.direct("29:ana") is None
