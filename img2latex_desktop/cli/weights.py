"""``img2latex weights``: which weights are in use, and how others come into use or go again."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from img2latex_desktop.base.errors import Img2LatexError, WeightsInstallError
from img2latex_desktop.base.paths import EXAMPLE
from img2latex_desktop.service.weights_manifest import WeightsManifest
from img2latex_desktop.service.weights_store import WeightsStore
from img2latex_desktop.system.request import Command, Request, hand_over


def add_weights_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add it to the commands of the program."""
    weights = commands.add_parser(
        "weights", help="see, install or give up the weights that formulas are read with"
    )
    actions = weights.add_subparsers(title="actions", metavar="ACTION", required=True)

    showing = actions.add_parser("show", help="say which are in use")
    showing.add_argument("--json", action="store_true", help="one JSON object")
    showing.set_defaults(run=_show)

    installing = actions.add_parser(
        "install",
        help="use the weights in a file from now on",
        description="Take weights out of a file, try them out, and use them in place of the program's own.",
    )
    installing.add_argument("file", type=Path, metavar="FILE", help="as “python -m training pack” writes it")
    installing.set_defaults(run=_install)

    giving_up = actions.add_parser("rollback", help="use those again that were in use before")
    giving_up.add_argument("--shipped", action="store_true", help="those that came with the program")
    giving_up.set_defaults(run=_roll_back)


def _show(options: argparse.Namespace) -> int:
    choice = WeightsStore.of_user().choose_whole()
    for remark in (choice.problem, choice.note):
        if remark:
            print(f"img2latex: {remark}", file=sys.stderr)
    weights = WeightsManifest.read(choice.folder)
    weights.verify()
    facts = weights.facts
    if options.json:
        shown = {"path": str(choice.folder), "installed": choice.is_installed, "sha256": weights.sha256}
        shown["bytes"] = weights.path.stat().st_size
        shown |= {name: facts.get(name) for name in ("created", "commit", "samples_seen", "validation")}
        print(json.dumps(shown))
        return 0
    rows = {
        "Folder": choice.folder,
        "Source": "installed by you" if choice.is_installed else "came with the program",
        "SHA-256": weights.sha256,
        "Made": f"{facts.get('created', '?')} from commit {facts.get('commit', '?')}",
        "Trained": f"{facts.get('samples_seen', '?')} pictures seen",
        "Size": f"{weights.path.stat().st_size / 1e6:.1f} MB",
        "Accuracy": _accuracy(facts.get("validation")),
    }
    for name, value in rows.items():
        print(f"{name + ':':10}{value}")
    return 0


def _accuracy(validation: Any) -> str:  # noqa: ANN401 (as JSON gave it)
    try:
        return (
            f"of {validation['pictures']} formulas not seen in training {validation['exact_match']:.1%} are "
            f"read without any mistake; {validation['token_accuracy']:.1%} of symbols"
        )
    except (KeyError, TypeError, ValueError):
        return "not recorded"


def _install(options: argparse.Namespace) -> int:
    from img2latex_desktop.service.weights_installation import install

    weights = install(options.file, WeightsStore.of_user(), EXAMPLE)
    print(f"Installed: made {weights.facts.get('created', '?')}, sha256 {weights.sha256[:12]}….")
    return _tell_program()


def _roll_back(options: argparse.Namespace) -> int:
    store = WeightsStore.of_user()
    try:
        store.roll_back(to_shipped=options.shipped)
    except OSError as problem:
        raise WeightsInstallError(f"{store.folder} cannot be written ({problem.strerror}).") from problem
    in_use = "weights installed before" if store.choose().is_installed else "the program's own weights"
    print(f"In use again: {in_use}.")
    return _tell_program()


def _tell_program() -> int:
    """Have the running program load them; where none runs, or an old one, the next start will."""
    try:
        is_running = hand_over([Request(Command.WEIGHTS)])
    except Img2LatexError as problem:
        print(f"img2latex: {problem}", file=sys.stderr)
        is_running = False
    print(
        "The running program loads them now." if is_running else "The next start of the program loads them."
    )
    return 0
