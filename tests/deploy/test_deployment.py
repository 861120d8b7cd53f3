"""The files an operator copies: well formed, safe by default, and in step with each other."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PROGRAM = "/opt/mirps-bot/bin/mirps-bot"


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


def test_bot_starts_once_the_database_is_up_to_date(services: dict[str, Any]) -> None:
    assert services["bot"]["depends_on"] == {
        "database": {"condition": "service_healthy"},
        "upgrade": {"condition": "service_completed_successfully"},
    }
    assert services["upgrade"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services["upgrade"]["command"] == ["db", "upgrade"]
    assert "pg_isready" in services["database"]["healthcheck"]["test"]


def test_compose_opens_no_port_and_drops_every_privilege(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == []
    for name in ("bot", "upgrade"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["security_opt"] == ["no-new-privileges:true"]


def test_compose_builds_the_image_from_the_checkout(services: dict[str, Any]) -> None:
    build = services["bot"]["build"]

    assert (DEPLOY / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).samefile(DEPLOY / "Dockerfile")


def test_compose_asks_only_for_variables_that_the_example_explains(services: dict[str, Any]) -> None:
    asked = set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))

    assert asked - explained() == set()


def test_image_runs_as_an_unprivileged_user_and_reports_its_health(
    stages: list[list[tuple[str, str]]],
) -> None:
    _, image = stages
    instructions = dict(image)

    assert int(instructions["USER"]) > 0
    assert "/healthz" in instructions["HEALTHCHECK"]


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


def test_systemd_brings_the_database_up_to_date_before_the_bot_starts(service_unit: list[str]) -> None:
    assert [line for line in service_unit if line.startswith("Exec")] == [
        f"ExecStartPre={PROGRAM} db upgrade",
        f"ExecStart={PROGRAM} run",
    ]
    assert "Restart=always" in service_unit


def test_systemd_keeps_the_bot_away_from_the_rest_of_the_host(service_unit: list[str]) -> None:
    kept = {
        "CapabilityBoundingSet=",
        "DynamicUser=yes",
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


def explained() -> set[str]:
    return set(re.findall(r"^(?:# )?([A-Z_]+)=", (DEPLOY / "example.env").read_text(), re.MULTILINE))
