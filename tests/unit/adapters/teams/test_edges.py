"""Settings, and what is read of activities that are unlike others."""

import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from mirps_bot.adapters.teams.activities import kind_of, read_account, read_said, surroundings_of, zone_of
from mirps_bot.adapters.teams.credentials import open_credentials
from mirps_bot.adapters.teams.forms import read_form
from mirps_bot.adapters.teams.settings import NO_APP, InvalidTeamsSettings, TeamsSettings
from mirps_bot.domain.language import Language
from mirps_bot.domain.person import Actor, Chat
from mirps_bot.ports import Account

ID = "11111111-2222-3333-4444-555555555555"
COMPLETE = TeamsSettings(client_id=ID, client_secret="a~secret", tenant_id=ID)
ANA = Actor(user="29:ana", person=None, language=Language.ES, time_zone="UTC")
SAID: dict[str, Any] = {
    "type": "message",
    "id": "7",
    "text": "hola",
    "from": {"id": "29:ana"},
    "recipient": {"id": "28:bot"},
    "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": "home"},
    "serviceUrl": "https://smba.example/amer/",
    "locale": "es-419",
    "localTimezone": "America/Panama",
}


def test_complete_settings_are_taken() -> None:
    COMPLETE.check()


@pytest.mark.parametrize(
    ("settings", "faults"),
    [
        (replace(COMPLETE, client_id=""), ["TEAMS_CLIENT_ID must look like"]),
        (replace(COMPLETE, client_id=NO_APP), ["TEAMS_CLIENT_ID must look like"]),
        (replace(COMPLETE, tenant_id="contoso.com"), ["TEAMS_TENANT_ID must look like"]),
        (replace(COMPLETE, client_secret=""), ["TEAMS_CLIENT_SECRET is needed"]),
        (replace(COMPLETE, client_secret="two words"), ["TEAMS_CLIENT_SECRET is needed"]),
        (
            TeamsSettings(client_id="", client_secret="", tenant_id=""),
            ["TEAMS_CLIENT_ID must", "TEAMS_TENANT_ID must", "TEAMS_CLIENT_SECRET is"],
        ),
    ],
)
def test_every_fault_is_named_at_once(settings: TeamsSettings, faults: list[str]) -> None:
    with pytest.raises(InvalidTeamsSettings) as caught:
        settings.check()

    lines = str(caught.value).splitlines()
    assert [line.startswith(fault) for line, fault in zip(lines, faults, strict=True)] == [True] * len(faults)


@pytest.mark.parametrize(
    ("member", "email"),
    [
        ({"email": "Ana@gob.example", "tenantId": "home"}, "Ana@gob.example"),
        ({"email": "ana@gob.example", "userRole": "guest"}, "ana@gob.example"),
        ({"userPrincipalName": "ana@gob.example"}, "ana@gob.example"),
        ({"userPrincipalName": "ana_gob.example#EXT#@home.onmicrosoft.com"}, None),
        ({"email": "ana@gob.example", "tenantId": "another"}, None),
        ({}, None),
    ],
)
def test_address_counts_where_the_own_organisation_says_it(member: dict[str, str], email: str | None) -> None:
    assert read_account(SAID, member, tenant="home") == Account(
        user="29:ana",
        email=email,
        language=Language.ES,
        time_zone="America/Panama",
        chat=Chat.TEAMS,
    )


def test_start_without_teams_does_not_import_what_teams_needs() -> None:
    asked = "import sys, mirps_bot.bootstrap; print({'microsoft_teams', 'msal', 'fastapi'} & {*sys.modules})"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert told.stdout == "set()\n"


def test_what_is_not_installed_is_named_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "microsoft_teams.apps", None)

    with pytest.raises(InvalidTeamsSettings, match=r"requirements-teams\.lock"):
        open_credentials(COMPLETE)


def test_client_s_own_zone_goes_before_the_local_one() -> None:
    told = SAID | {"entities": [{"type": "clientInfo", "timezone": "America/Bogota"}, None, "x"]}

    assert (zone_of(told), zone_of({})) == ("America/Bogota", None)


def test_zone_that_nobody_knows_is_none() -> None:
    assert zone_of(SAID | {"localTimezone": "Central Standard Time"}) is None


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("<at>MIRPS</at>&nbsp;hola", "hola"),
        ("hola <at>MIRPS</at> y <at>Ana Solís</at>", "hola y @Ana Solís"),
        ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
        ("una línea\notra", "una línea\notra"),
    ],
)
def test_bot_s_own_name_is_no_part_of_what_was_said(text: str, typed: str) -> None:
    mentions = [
        {"type": "mention", "text": "<at>MIRPS</at>", "mentioned": {"id": "28:bot"}},
        {"type": "mention", "text": "<at>Ana Solís</at>", "mentioned": {"id": "29:x"}},
    ]

    assert read_said(SAID | {"text": text, "entities": mentions}, ANA).text == typed


def test_quoted_message_is_known_from_the_formatted_text_too() -> None:
    content = '<blockquote itemscope itemid="17000"><p>Recuerde</p></blockquote><p>Sí, &amp; ya</p>'
    said = read_said(
        SAID | {"text": "Recuerde Sí", "attachments": [{"contentType": "text/html", "content": content}]}, ANA
    )

    assert (said.place.quoted, said.text.strip()) == ("17000", "Sí, & ya")


@pytest.mark.parametrize(
    "activity",
    [
        {},
        {"type": "typing"},
        {"type": "message"},
        {"type": "message", "text": " "},
        {"type": "messageReaction"},
    ],
)
def test_what_says_nothing_is_left_aside(activity: dict[str, Any]) -> None:
    assert kind_of(activity) is None
    assert surroundings_of(activity).channel == ""


@pytest.mark.parametrize("value", [{}, {"form": "update"}, {"form": "update", "before": [], "context": {}}])
def test_what_no_form_of_ours_sent_is_no_form(value: dict[str, Any]) -> None:
    assert read_form(value) is None
