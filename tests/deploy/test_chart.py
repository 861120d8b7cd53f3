"""The Helm chart makes objects that Kubernetes accepts, safe by default."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from tests.deploy.charts import render

from mirps_bot.settings import Settings

CHART = Path(__file__).parents[2] / "deploy/helm/mirps-bot"
KUBERNETES = "1.33"


@pytest.fixture
def values() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((CHART / "values.yaml").read_text())
    return found


def of_kind(objects: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    [found] = [each for each in objects if each["kind"] == kind]
    return found


def with_everything(values: Mapping[str, Any]) -> dict[str, Any]:
    ingress = {"enabled": True, "className": "nginx", "host": "bot.example.org", "tlsSecret": "bot-tls"}
    tolerations = [{"key": "small", "operator": "Exists", "effect": "NoSchedule"}]
    return {**values, "ingress": ingress, "nodeSelector": {"disk": "ssd"}, "tolerations": tolerations}


def test_every_object_is_one_that_kubernetes_accepts(values: dict[str, Any]) -> None:
    for each in (values, with_everything(values), {**values, "metrics": False}):
        for made in render(CHART, each):
            kubernetes_validate.validate(made, KUBERNETES, strict=True)


def test_objects_are_the_ones_that_are_needed(values: dict[str, Any]) -> None:
    always = ["ConfigMap", "Deployment", "PodDisruptionBudget", "Service"]
    assert sorted(each["kind"] for each in render(CHART, values)) == always
    assert sorted(each["kind"] for each in render(CHART, with_everything(values))) == sorted(
        (*always, "Ingress")
    )


def test_every_value_is_used_and_every_used_value_is_there(values: dict[str, Any]) -> None:
    def paths(value: object, path: str = "") -> set[str]:
        if isinstance(value, Mapping) and value and path not in ("resources", "settings"):
            return {
                each for key, inner in value.items() for each in paths(inner, f"{path}.{key}".lstrip("."))
            }
        return {path}

    templates = "\n".join(path.read_text() for path in (CHART / "templates").iterdir())
    assert set(re.findall(r"\.Values\.([\w.]+)", templates)) == paths(values)


def test_bot_runs_without_privilege_and_never_as_root(values: dict[str, Any]) -> None:
    pod = of_kind(render(CHART, values), "Deployment")["spec"]["template"]["spec"]
    [container] = pod["containers"]

    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["automountServiceAccountToken"] is False
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


def test_upgrade_takes_no_replica_away_before_another_is_ready(values: dict[str, Any]) -> None:
    spec = of_kind(render(CHART, values), "Deployment")["spec"]
    [container] = spec["template"]["spec"]["containers"]

    assert spec["replicas"] > 1
    assert spec["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    for probe in ("livenessProbe", "startupProbe"):
        assert container[probe]["httpGet"]["path"] == "/healthz"


def test_only_the_platforms_calls_and_the_calendar_are_reached_from_outside(values: dict[str, Any]) -> None:
    ingress = of_kind(render(CHART, with_everything(values)), "Ingress")
    [rule] = ingress["spec"]["rules"]

    assert [(each["path"], each["pathType"]) for each in rule["http"]["paths"]] == [
        ("/slack/events", "Exact"),
        ("/api/messages", "Exact"),
        ("/calendar/", "Prefix"),
    ]


def environment(objects: list[dict[str, Any]]) -> dict[str, str]:
    """What the bot reads in its pod; what the pod says itself goes before the settings."""
    [container] = of_kind(objects, "Deployment")["spec"]["template"]["spec"]["containers"]
    return {
        **of_kind(objects, "ConfigMap")["data"],
        **{each["name"]: each["value"] for each in container["env"]},
    }


def test_settings_may_be_numbers(values: dict[str, Any]) -> None:
    made = render(CHART, {**values, "settings": {"MIRPS_LOG": "text", "MIRPS_MESSAGES_PER_MINUTE": 60}})

    for each in made:
        kubernetes_validate.validate(each, KUBERNETES, strict=True)
    assert of_kind(made, "ConfigMap")["data"] == {"MIRPS_LOG": "text", "MIRPS_MESSAGES_PER_MINUTE": "60"}


def test_other_settings_make_other_pods(values: dict[str, Any]) -> None:
    def template(settings: Mapping[str, Any]) -> object:
        return of_kind(render(CHART, {**values, "settings": settings}), "Deployment")["spec"]["template"]

    assert template({"MIRPS_LOG": "json"}) == template({"MIRPS_LOG": "json"})
    assert template({"MIRPS_LOG": "json"}) != template({"MIRPS_LOG": "text"})


@pytest.mark.parametrize(("replicas", "each"), [(0, 300), (1, 300), (2, 150), (3, 100)])
def test_replicas_share_the_pace(values: dict[str, Any], replicas: int, each: int) -> None:
    told = Settings.read(environment(render(CHART, {**values, "replicas": replicas})))

    assert told.messages_per_minute == each


def test_bot_answers_at_the_port_that_is_asked(values: dict[str, Any]) -> None:
    objects = render(CHART, {**values, "settings": {"MIRPS_PORT": 8080}})
    [container] = of_kind(objects, "Deployment")["spec"]["template"]["spec"]["containers"]

    assert [each["containerPort"] for each in container["ports"]] == [
        Settings.read(environment(objects)).port
    ]


def test_settings_are_ones_that_the_bot_reads(values: dict[str, Any]) -> None:
    Settings.read(values["settings"])
    example = (CHART.parents[1] / "example.env").read_text()
    assert [each for each in values["settings"] if f"{each}=" not in example] == []


def test_chart_is_of_this_version() -> None:
    project = (CHART.parents[2] / "pyproject.toml").read_text()
    about = yaml.safe_load((CHART / "Chart.yaml").read_text())
    assert f'\nversion = "{about["appVersion"]}"\n' in project
