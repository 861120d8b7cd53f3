import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from mirps_bot.adapters.slack.manifest import SCOPES, manifest_text
from mirps_bot.adapters.teams import limits
from mirps_bot.adapters.teams.manifest import file_text, package
from mirps_bot.bootstrap import read_content
from mirps_bot.cli import app
from mirps_bot.manifests import slack_app, teams_app

AN_APP = "5e0ce5a1-0b1c-4c56-9d5e-9f6f6e5d7c21"
PRIVACY, TERMS = "https://secretariat.int/privacy", "https://secretariat.int/terms"
GIVEN = ("--app-id", AN_APP, "--privacy", PRIVACY, "--terms", TERMS)
TEAMS = Path(__file__).parents[2] / "deploy" / "teams"
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


def test_files_of_the_teams_app_in_deploy_are_the_ones_that_are_written() -> None:
    files = {name: file_text(content) for name, content in teams_app(read_content(None)).items()}

    assert {each.name: each.read_text(encoding="utf-8") for each in TEAMS.glob("*.json")} == files


def test_teams_app_names_its_bot_and_says_as_much_in_every_language() -> None:
    manifest, *others = teams_app(read_content(None), app_id="an-id").values()
    (bot,) = manifest["bots"]
    (listed,) = bot["commandLists"]

    assert (manifest["id"], bot["botId"]) == ("an-id", "an-id")
    assert len(listed["commands"]) == limits.COMMANDS
    assert all(len(each["title"]) <= limits.COMMAND_TITLE for each in listed["commands"])
    assert [len(each) for each in others] == [5 + 2 * limits.COMMANDS] * 3


def test_package_may_be_printed_where_no_file_can_be_reached() -> None:
    printed = CliRunner().invoke(app, ["manifest", "teams", *GIVEN, "--package", "-"])

    with zipfile.ZipFile(io.BytesIO(printed.stdout_bytes)) as archive:
        assert json.loads(archive.read("manifest.json"))["id"] == AN_APP


def test_package_holds_what_teams_wants_to_be_given() -> None:
    files = teams_app(read_content(None), app_id=AN_APP, privacy=PRIVACY, terms=TERMS)
    developer = files["manifest.json"]["developer"]
    assert (developer["privacyUrl"], developer["termsOfUseUrl"]) == (PRIVACY, TERMS)
    with zipfile.ZipFile(io.BytesIO(package(files))) as archive:
        assert archive.namelist() == [*files, "color.png", "outline.png"]
        assert json.loads(archive.read("manifest.json")) == files["manifest.json"]
        sizes = [struct.unpack(">II", archive.read(icon)[16:24]) for icon in archive.namelist()[-2:]]

    assert sizes == [(192, 192), (32, 32)]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ((), ["--app-id", "--privacy", "--terms"]),
        (("--app-id", AN_APP, "--privacy", PRIVACY), ["--terms"]),
        (("--app-id", "MIRPS", "--privacy", PRIVACY, "--terms", TERMS), ["--app-id"]),
        (("--app-id", AN_APP, "--privacy", "http://secretariat.int/privacy", "--terms", "https://www.example.com/t"),
         ["--privacy", "--terms"]),
        (("--app-id", AN_APP, "--privacy", "https://[", "--terms", "https://"), ["--privacy", "--terms"]),
    ],
)  # fmt: skip
def test_package_with_placeholders_is_refused_and_what_to_give_is_said(
    tmp_path: Path, given: tuple[str, ...], missing: list[str]
) -> None:
    file = tmp_path / "app.zip"
    done = CliRunner().invoke(app, ["manifest", "teams", "--package", str(file), *given])

    assert done.exit_code == 2
    assert [line.split()[0] for line in done.stderr.splitlines()] == missing
    assert not file.exists()


def test_package_is_written_with_the_addresses_that_are_given(tmp_path: Path) -> None:
    file = tmp_path / "app.zip"
    done = CliRunner().invoke(app, ["manifest", "teams", "--package", str(file), *GIVEN])

    assert done.exit_code == 0
    with zipfile.ZipFile(file) as archive:
        assert json.loads(archive.read("manifest.json"))["developer"]["termsOfUseUrl"] == TERMS
