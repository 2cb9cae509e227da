"""Reports that are kept: a JSON file each, in a folder, named after the time of the run."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from evals.report import ReportError, read


def save(report: dict[str, Any], folder: Path) -> Path:
    """Keep a report with its time (`at`, local, ISO format); its file. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now()
    path = folder / f"{now:%Y%m%d-%H%M%S-%f}.json"
    unfinished = path.with_suffix(".tmp")
    kept = {"at": now.isoformat(timespec="seconds"), **report}
    unfinished.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(unfinished, path)
    return path


def load(folder: Path, most: int = 30) -> list[dict[str, Any]]:
    """The last reports, oldest first, each with `at`; files that are no such reports are left out."""
    found = []
    for path in sorted(folder.glob("*.json"))[-most:]:
        try:
            report = read(path)
            datetime.fromisoformat(report["at"])
        except (ReportError, KeyError, ValueError, TypeError):
            continue
        found.append(report)
    return found
