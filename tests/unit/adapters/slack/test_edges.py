"""Settings, accounts, the manifest and what may stand in the log."""

import logging
from dataclasses import replace
from typing import Any

import pytest
import yaml

from mirps_bot.adapters.slack.accounts import read_account
from mirps_bot.adapters.slack.discretion import Discreet, redact
from mirps_bot.adapters.slack.manifest import EVENTS, SCOPES, SlashCommand, manifest_text, slack_manifest
from mirps_bot.adapters.slack.settings import InvalidSlackSettings, SlackSettings
from mirps_bot.domain.language import Language
from mirps_bot.ports import Account

OVER_SOCKETS = SlackSettings(bot_token="xoxb-1", app_token="xapp-1")
OVER_HTTP = SlackSettings(bot_token="xoxb-1", signing_secret="secret")


@pytest.mark.parametrize("settings", [OVER_SOCKETS, OVER_HTTP])
def test_complete_settings_are_taken(settings: SlackSettings) -> None:
    settings.check()


@pytest.mark.parametrize(
    ("settings", "faults"),
    [
        (replace(OVER_HTTP, bot_token=""), ["SLACK_BOT_TOKEN is empty"]),
        (replace(OVER_HTTP, bot_token="xoxp-1"), ["SLACK_BOT_TOKEN must start with xoxb-"]),
        (replace(OVER_HTTP, bot_token="xoxb-1 # mine"), ["SLACK_BOT_TOKEN must start with xoxb-"]),
        (replace(OVER_SOCKETS, app_token="xoxb-1"), ["SLACK_APP_TOKEN must start with xapp-"]),
        (replace(OVER_SOCKETS, app_token=""), ["SLACK_APP_TOKEN is empty"]),
        (replace(OVER_HTTP, signing_secret=" "), ["Either SLACK_APP_TOKEN"]),
        (replace(OVER_HTTP, api_url="slack.com/api"), ["SLACK_API_URL must be a web address"]),
        (SlackSettings(bot_token=""), ["SLACK_BOT_TOKEN is empty", "Either SLACK_APP_TOKEN"]),
    ],
)
def test_every_fault_is_named_at_once(settings: SlackSettings, faults: list[str]) -> None:
    with pytest.raises(InvalidSlackSettings) as caught:
        settings.check()

    lines = str(caught.value).splitlines()
    assert [line.startswith(fault) for line, fault in zip(lines, faults, strict=True)] == [True] * len(faults)


USER: dict[str, Any] = {
    "id": "U1",
    "team_id": "T1",
    "locale": "es-LA",
    "tz": "America/Panama",
    "profile": {"email": "a@example.org"},
}


def test_member_is_known_by_address() -> None:
    assert read_account(USER, team="T1") == Account(
        user="U1", email="a@example.org", language=Language.ES, time_zone="America/Panama"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_stranger": True},
        {"is_bot": True},
        {"deleted": True},
        {"team_id": "T2"},
        {"profile": {}},
    ],
)
def test_outsider_has_no_address(change: dict[str, Any]) -> None:
    assert read_account(USER | change, team="T1").email is None


def test_nobody_is_an_outsider_where_the_own_workspace_is_not_told() -> None:
    assert read_account(USER, team="").email == "a@example.org"


def test_member_of_the_organisation_is_no_outsider() -> None:
    user = USER | {"team_id": "E1", "enterprise_user": {"teams": ["T2", "T1"]}}

    assert read_account(user, team="T1").email == "a@example.org"


@pytest.mark.parametrize(
    ("locale", "language"),
    [("pt-BR", Language.PT), ("fr-FR", Language.FR), ("EN_us", Language.EN), ("de-DE", None), (None, None)],
)
def test_language_is_that_of_the_locale(locale: str | None, language: Language | None) -> None:
    assert read_account(USER | {"locale": locale}, team="T1").language is language


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ("America/Bogota", "America/Bogota"),
        ("Nowhere/City", None),
        ("../etc", None),
        ("", None),
        (None, None),
    ],
)
def test_zone_that_nobody_knows_is_none(told: str | None, zone: str | None) -> None:
    assert read_account(USER | {"tz": told}, team="T1").time_zone == zone


COMMAND = SlashCommand(name="mirps", description='Ask: "pledges" # and more', usage_hint="[pledges | next]")


def made(*, socket_mode: bool) -> dict[str, Any]:
    return slack_manifest((COMMAND,), name="mirps", description="Asks", socket_mode=socket_mode)


@pytest.mark.parametrize("socket_mode", [True, False])
def test_manifest_is_written_as_yaml_with_a_reason_for_each_permission(socket_mode: bool) -> None:
    manifest = made(socket_mode=socket_mode)

    text = manifest_text(manifest)

    assert yaml.safe_load(text) == manifest
    reasons = [*SCOPES.items(), *EVENTS.items()]
    assert [f'- "{name}"  # {reason}\n' in text for name, reason in reasons] == [True] * len(reasons)


def test_address_is_needed_over_http_only() -> None:
    assert "example.org" not in manifest_text(made(socket_mode=True))
    assert made(socket_mode=False)["features"]["slash_commands"][0]["url"].startswith("https://")


def test_secrets_are_taken_out() -> None:
    told = redact(
        "token xoxb-12-ab, xapp-1-A-2-c at wss://x/link/?ticket=abc-1&app_id=2 via https://h/commands/T/1/s"
    )

    assert told == "token [secret], [secret] at wss://x/link/?[secret]&app_id=2 via https://h[secret]"


def test_record_is_short(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("tests.discreet")
    logger.addFilter(Discreet())

    logger.error("token xoxb-1-2 %s", "x" * 1000)

    (record,) = caplog.records
    assert len(record.getMessage()) == 300
    assert "xoxb" not in caplog.text
