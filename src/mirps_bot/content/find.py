"""Where commands/ and reminders/ are: as told, else inside the installed package, else in the checkout."""

from pathlib import Path

import mirps_bot

FOLDERS = ("commands", "reminders")


def find_content(told: Path | None = None) -> Path:
    """The folder that holds both. Raises FileNotFoundError with what to set."""
    package = Path(mirps_bot.__file__).parent
    places = [told] if told else [package / "_content", package.parent.parent]
    for place in places:
        if all((place / each).is_dir() for each in FOLDERS):
            return place
    looked = ", ".join(map(str, places))
    raise FileNotFoundError(
        f"no folder with {' and '.join(FOLDERS)} in {looked}; set MIRPS_CONTENT to one that has them"
    )
