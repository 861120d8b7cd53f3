from pathlib import Path

import yaml

from mirps_bot.adapters.slack.manifest import SCOPES, manifest_text
from mirps_bot.bootstrap import read_content
from mirps_bot.manifests import slack_app

FILE = Path(__file__).parents[2] / "deploy" / "slack" / "manifest.yaml"


def test_manifest_in_deploy_is_the_one_that_is_printed() -> None:
    assert FILE.read_text(encoding="utf-8") == manifest_text(slack_app(read_content(None)))


def test_manifest_asks_for_what_has_a_reason_and_nothing_else() -> None:
    manifest = yaml.safe_load(FILE.read_text(encoding="utf-8"))

    assert manifest["oauth_config"]["scopes"]["bot"] == list(SCOPES)
    assert manifest == slack_app(read_content(None))


def test_manifest_for_http_calls_the_given_address() -> None:
    address = "https://bot.example.org/slack/events"
    manifest = slack_app(read_content(None), public_url=address)

    assert manifest["settings"]["socket_mode_enabled"] is False
    assert manifest["features"]["slash_commands"][0]["url"] == address
    assert manifest["settings"]["event_subscriptions"]["request_url"] == address
