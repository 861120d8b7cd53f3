"""What a renderer wrote last time a person looked at it.

`REWRITE_GOLDEN=1` writes the files anew; read the difference before it is committed.
"""

import json
import os
from pathlib import Path


def assert_golden(file: Path, rendered: object) -> None:
    text = json.dumps(rendered, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("REWRITE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
