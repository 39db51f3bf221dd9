"""Checks of the program's files: weights, settings, history. No Qt; they read and change nothing."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from img2latex_desktop.base.errors import RecognitionError
from img2latex_desktop.base.language import translate
from img2latex_desktop.diagnosis import Finding, failed, ok, warning
from img2latex_desktop.service.weights_manifest import WeightsManifest
from img2latex_desktop.service.weights_store import WeightsStore

BUSY_TIMEOUT_S = 2.0  # a running program writes for milliseconds


def check_weights(store: WeightsStore) -> Finding:
    """Compare the weights in use with the checksum in their manifest."""
    choice = store.choose_whole()
    if choice.problem:
        return warning(str(choice.problem), "img2latex weights rollback")
    try:
        weights = WeightsManifest.read(choice.folder)
        weights.verify()
    except RecognitionError as problem:
        found, _, remedy = str(problem).rpartition(": ")
        return failed(f"{found}.", f"{remedy[:1].upper()}{remedy[1:]}")
    megabytes = weights.path.stat().st_size / 1e6
    made = weights.facts.get("created") or translate("Doctor", "at an unknown date")
    found = (
        translate("Doctor", "Installed: {:.1f} MB made {}, sha256 {}… as the manifest says.")
        if choice.is_installed
        else translate("Doctor", "{:.1f} MB made {}, sha256 {}… as the manifest says.")
    )
    found = found.format(megabytes, made, weights.sha256[:12])
    return ok(f"{found} {choice.note}" if choice.note else found)


def check_settings(path: Path) -> Finding:
    """Read the file of the settings."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(content, dict):
            raise ValueError("not an object")
    except FileNotFoundError:
        return ok(translate("Doctor", "There is no file yet: everything has its default."))
    except OSError as problem:
        found = translate("Doctor", "{} cannot be read: {}.").format(path, problem.strerror)
        return failed(found, f'chmod u+rw "{path}"')
    except (ValueError, RecursionError):
        found = translate("Doctor", "{} is not valid JSON; at the next start it is set aside.").format(path)
        return warning(found, f'mv "{path}" "{path}.old"')
    return ok(translate("Doctor", "{} holds {} entries.").format(path, len(content)))


def check_history(path: Path) -> Finding:
    """Let SQLite look through the history."""
    if not path.exists():
        return ok(translate("Doctor", "There is none yet."))
    try:
        with closing(
            sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_S)
        ) as database:
            verdict = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.OperationalError as problem:
        found = translate("Doctor", "{} cannot be opened: {}.").format(path, problem)
        return failed(found, f'chmod u+rw "{path}"')
    except sqlite3.DatabaseError as problem:
        verdict = str(problem)
    if verdict != "ok":
        found = translate("Doctor", "{} is damaged: {}.").format(path, verdict)
        remedy = translate("Doctor", "start Img2LaTeX: it sets the file aside and begins anew")
        return warning(found, remedy)
    return ok(translate("Doctor", "{} is whole, {:.1f} MB.").format(path, path.stat().st_size / 1e6))
