"""The wheel alone is the whole bot: installed into an empty environment, far from the checkout, it works."""

import os
import re
import signal
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]
SECONDS_TO_INSTALL = 300
SECONDS_TO_ANSWER = 60
ROSTER = (
    "email,name,entity,role,language,time_zone\nana@example.org,Ana,mx,focal_point,en,America/Mexico_City\n"
)

# One worker builds and installs, once.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `mirps-bot` of a new environment that holds the wheel and what the lock names, and nothing else."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    pip: list[str | Path] = [home / "bin" / "python", "-m", "pip", "install", "--quiet"]
    subprocess.run(
        [*pip, "--require-hashes", "-r", ROOT / "requirements.lock"], check=True, timeout=SECONDS_TO_INSTALL
    )
    subprocess.run([*pip, "--no-deps", "--no-index", wheel], check=True, timeout=SECONDS_TO_INSTALL)
    return home / "bin" / "mirps-bot"


@pytest.fixture
def demo(program: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    any_port = {**os.environ, "MIRPS_PORT": "0"}
    process = subprocess.Popen(
        [program, "demo"], cwd=tmp_path, env=any_port, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.communicate()


def run(program: Path, *words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [program, *words], cwd=folder, capture_output=True, text=True, timeout=SECONDS_TO_ANSWER
    )


def shipped(wheel: Path, folder: str) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {
            name.removeprefix(folder + "/") for name in archive.namelist() if name.startswith(folder + "/")
        }


def on_disk(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("folder", ["commands", "reminders"])
def test_wheel_carries_what_staff_edit_as_it_is(wheel: Path, folder: str) -> None:
    assert shipped(wheel, f"mirps_bot/_content/{folder}") == on_disk(ROOT / folder)


def test_wheel_carries_the_code_and_its_data_files(wheel: Path) -> None:
    content = {f"_content/{name}" for name in shipped(wheel, "mirps_bot/_content")}

    assert shipped(wheel, "mirps_bot") - content == on_disk(ROOT / "src" / "mirps_bot")


@pytest.mark.parametrize("folder", ["commands", "reminders"])
def test_folders_that_staff_edit_hold_no_python(folder: str) -> None:
    assert list((ROOT / folder).rglob("*.py*")) == []


def test_installed_bot_finds_its_content_in_order(program: Path, tmp_path: Path) -> None:
    finished = run(program, "check", folder=tmp_path)

    assert (finished.returncode, finished.stderr) == (0, "")


def test_installed_bot_runs_as_a_module_of_its_python(program: Path, tmp_path: Path) -> None:
    finished = run(program.with_name("python"), "-m", "mirps_bot", "check", folder=tmp_path)

    assert (finished.returncode, finished.stderr) == (0, "")


def test_installed_bot_answers_as_the_checkout_does(program: Path, tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(ROSTER)
    answers: list[subprocess.CompletedProcess[str]] = []
    for each in (program, Path(sys.executable).with_name("mirps-bot")):
        folder = tmp_path / str(len(answers))
        folder.mkdir()
        run(each, "people", "import", str(roster), folder=folder)
        answers.append(run(each, "ask", "pledges mexico", "--as", "ana@example.org", folder=folder))

    installed, checkout = answers
    assert (installed.returncode, installed.stderr) == (0, "")
    assert installed.stdout == checkout.stdout
    assert installed.stdout.strip() != ""


def test_installed_demo_shows_its_page_and_ends_when_interrupted(demo: subprocess.Popen[str]) -> None:
    assert demo.stdout is not None
    address = next(
        found[0] for line in demo.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+\S*", line))
    )

    with urlopen(address, timeout=SECONDS_TO_ANSWER) as page:
        assert page.status == 200
    demo.send_signal(signal.SIGINT)
    assert demo.wait(timeout=SECONDS_TO_ANSWER) == 0
