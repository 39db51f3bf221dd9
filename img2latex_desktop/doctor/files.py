"""Checks of the program's files: weights, settings, history. No Qt; they read and change nothing."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from img2latex_desktop.diagnosis import Finding, failed, ok, warning
from img2latex_desktop.errors import RecognitionError
from img2latex_desktop.shipped_weights import ShippedWeights

BUSY_TIMEOUT_S = 2.0  # a running program writes for milliseconds


def check_weights(folder: Path) -> Finding:
    """Compare the weights with the checksum in their manifest."""
    try:
        weights = ShippedWeights.read(folder)
        weights.verify()
    except RecognitionError as problem:
        found, _, remedy = str(problem).partition(": ")
        return failed(f"{found}.", f"{remedy[:1].upper()}{remedy[1:]}")
    megabytes = weights.path.stat().st_size / 1e6
    made = weights.facts.get("created", "at an unknown date")
    return ok(f"{megabytes:.1f} MB made {made}, sha256 {weights.sha256[:12]}… as the manifest says.")


def check_settings(path: Path) -> Finding:
    """Read the file of the settings."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ok("There is no file yet: everything has its default.")
    except OSError as problem:
        return failed(f"{path} cannot be read: {problem.strerror}.", f'chmod u+rw "{path}"')
    except ValueError:
        return warning(
            f"{path} is not valid JSON; at the next start it is set aside.", f'mv "{path}" "{path}.old"'
        )
    return ok(f"{path} holds {len(content)} entries.")


def check_history(path: Path) -> Finding:
    """Let SQLite look through the history."""
    if not path.exists():
        return ok("There is none yet.")
    try:
        with closing(
            sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_S)
        ) as database:
            verdict = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.OperationalError as problem:
        return failed(f"{path} cannot be opened: {problem}.", f'chmod u+rw "{path}"')
    except sqlite3.DatabaseError as problem:
        verdict = str(problem)
    if verdict != "ok":
        return warning(
            f"{path} is damaged: {verdict}.", "start Img2LaTeX: it sets the file aside and begins anew"
        )
    return ok(f"{path} is whole, {path.stat().st_size / 1e6:.1f} MB.")
