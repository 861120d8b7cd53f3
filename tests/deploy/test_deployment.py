"""The files an operator copies: well formed, safe by default, and in step with each other."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from mirps_bot.cli import app
from mirps_bot.settings import DEFAULT_PACE, Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
HADOLINT = Path(sys.executable).parent / "hadolint"
PROGRAM = "/opt/mirps-bot/bin/mirps-bot"


class Listening(dict[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        self.asked.add(name)
        return default


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    parsed: dict[str, dict[str, Any]] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return parsed["services"]


@pytest.fixture(scope="module")
def service_unit() -> list[str]:
    """The lines of the [Service] section of the systemd unit."""
    _, _, after = (DEPLOY / "mirps-bot.service").read_text().partition("[Service]\n")
    return after.partition("\n[")[0].splitlines()


@pytest.fixture(scope="module")
def stages() -> list[list[tuple[str, str]]]:
    """The Dockerfile's instructions as (name, rest), one list per stage."""
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", "")
    lines = [line.partition(" ") for line in text.splitlines() if line and not line.startswith("#")]
    found: list[list[tuple[str, str]]] = []
    for name, _, rest in lines:
        if name == "FROM":
            found.append([])
        found[-1].append((name, rest))
    return found


def test_replicas_of_the_bot_wait_for_a_healthy_database(services: dict[str, Any]) -> None:
    assert services["bot"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["bot"]["deploy"]["replicas"] > 1
    assert "pg_isready" in services["database"]["healthcheck"]["test"]


def test_replicas_send_together_what_one_sends_alone(services: dict[str, Any]) -> None:
    told = services["bot"]["environment"]["MIRPS_MESSAGES_PER_MINUTE"]
    [each] = re.findall(r"^\$\{MIRPS_MESSAGES_PER_MINUTE:-(\d+)\}$", told)

    assert int(each) * services["bot"]["deploy"]["replicas"] == int(DEFAULT_PACE)


def test_compose_opens_no_port_and_gives_the_bot_no_privilege(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == []
    assert services["bot"]["read_only"] is True
    assert services["bot"]["cap_drop"] == ["ALL"]
    assert services["bot"]["security_opt"] == ["no-new-privileges:true"]


def test_compose_builds_the_image_from_the_checkout(services: dict[str, Any]) -> None:
    build = services["bot"]["build"]

    assert (DEPLOY / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).samefile(DEPLOY / "Dockerfile")


def test_example_explains_every_variable_that_is_read() -> None:
    environment = Listening()
    Settings.read(environment)
    read_by_compose = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))

    assert environment.asked | read_by_compose == set(
        re.findall(r"^(?:# )?([A-Z_]+)=", (DEPLOY / "example.env").read_text(), re.MULTILINE)
    )


def test_image_runs_as_an_unprivileged_user_and_reports_its_health(
    stages: list[list[tuple[str, str]]],
) -> None:
    _, image = stages
    instructions = dict(image)

    assert int(instructions["USER"]) > 0
    assert "/readyz" in instructions["HEALTHCHECK"]


def test_image_installs_only_what_the_locks_hold(stages: list[list[tuple[str, str]]]) -> None:
    installs = [
        command
        for stage in stages
        for name, rest in stage
        if name == "RUN"
        for command in rest.split("&&")
        if "pip install" in command
    ]

    assert len(installs) == 3
    assert [each for each in installs if "--require-hashes" not in each and "--no-index" not in each] == []


def test_image_is_built_from_files_that_exist_and_are_let_through(
    stages: list[list[tuple[str, str]]],
) -> None:
    let_through = set(re.findall(r"^!(.+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.MULTILINE))
    copied = {source for name, rest in stages[0] if name == "COPY" for source in rest.split()[:-1]}

    assert copied == let_through
    assert {source for source in copied if not (ROOT / source).exists()} == set()


@pytest.mark.skipif(not HADOLINT.exists(), reason="the linter of Dockerfiles has no build for this machine")
def test_image_is_made_as_the_linter_of_dockerfiles_likes_it() -> None:
    linted = subprocess.run([HADOLINT, DEPLOY / "Dockerfile"], capture_output=True, text=True, check=False)

    assert (linted.stdout, linted.returncode) == ("", 0)


def test_systemd_keeps_the_bot_running(service_unit: list[str]) -> None:
    assert f"ExecStart={PROGRAM} run" in service_unit
    assert "Restart=always" in service_unit


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"DATABASE_URL": "mysql://host/mirps"},
        {"SLACK_BOT_TOKEN": "xoxb-1"},
        {"TEAMS_CLIENT_ID": "mine"},
        {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "1", "MIRPS_SMTP_URL": "mail.example.org"},
    ],
)
def test_systemd_does_not_try_wrong_settings_again(
    service_unit: list[str], told: dict[str, str], tmp_path: Path
) -> None:
    left_out = dict.fromkeys(("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "TEAMS_CLIENT_ID"))
    storage = {"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite'}"}
    done = CliRunner().invoke(app, ["run"], env={**left_out, **storage, **told})

    assert f"RestartPreventExitStatus={done.exit_code}" in service_unit
    assert done.stderr != ""
    assert list(tmp_path.iterdir()) == []


def test_systemd_keeps_the_bot_away_from_the_rest_of_the_host(service_unit: list[str]) -> None:
    kept = {
        "CapabilityBoundingSet=",
        "User=mirps-bot",
        "NoNewPrivileges=yes",
        "PrivateTmp=yes",
        "ProtectHome=yes",
        "ProtectSystem=strict",
        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
        "UMask=0077",
    }

    assert kept - set(service_unit) == set()


def test_systemd_keeps_the_database_in_the_unit_s_own_folder(service_unit: list[str]) -> None:
    assert "StateDirectory=mirps-bot" in service_unit
    assert "Environment=DATABASE_URL=sqlite:////var/lib/mirps-bot/mirps.sqlite" in service_unit


def test_example_holds_no_secret() -> None:
    given = re.findall(r"^(\w+)=(.+)$", (DEPLOY / "example.env").read_text(), re.MULTILINE)

    assert given == []


def test_runbook_names_only_commands_that_exist() -> None:
    named = {
        tuple(words.split())
        for path in DEPLOY.iterdir()
        if path.is_file()
        for words in re.findall(r"mirps-bot((?: [a-z]+)+)", "\n".join(code_in(path)))
    }

    assert {words for words in named if not leads_somewhere(words)} == set()


def code_in(path: Path) -> list[str]:
    """The code of a Markdown file, between backticks; other files as they are."""
    text = path.read_text()
    return re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL) if path.suffix == ".md" else [text]


def leads_somewhere(words: tuple[str, ...]) -> bool:
    """Whether these words, followed down the command line, reach a command; what comes after it is its own."""
    command = get_command(app)
    for word in words:
        if not isinstance(command, TyperGroup):
            return True
        if word not in command.commands:
            return False
        command = command.commands[word]
    return not isinstance(command, TyperGroup)
