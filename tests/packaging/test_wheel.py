"""The wheel alone is the whole bot: installed into an empty environment, far from the checkout, it works."""

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
    process = subprocess.Popen([program, "demo"], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


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


@pytest.mark.parametrize(
    "line", [["check"], ["ask", "pledges mexico", "--as", "Mexico"]], ids=lambda line: line[0]
)
def test_installed_bot_answers_away_from_the_checkout(program: Path, tmp_path: Path, line: list[str]) -> None:
    finished = subprocess.run(
        [program, *line], cwd=tmp_path, capture_output=True, text=True, timeout=SECONDS_TO_ANSWER
    )

    assert (finished.returncode, finished.stderr) == (0, "")
    assert finished.stdout.strip() != ""


def test_installed_demo_shows_its_page_and_ends_when_interrupted(demo: subprocess.Popen[str]) -> None:
    assert demo.stdout is not None
    address = next(
        found[0] for line in demo.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+\S*", line))
    )

    with urlopen(address, timeout=SECONDS_TO_ANSWER) as page:
        assert page.status == 200
    demo.send_signal(signal.SIGINT)
    assert demo.wait(timeout=SECONDS_TO_ANSWER) == 0
