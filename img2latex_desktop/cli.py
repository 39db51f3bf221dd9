"""The command line: start the app, ask the running one for a snip, or read picture files.

Exit status: 0 everything was read, 1 something failed, 2 the command line was wrong.
Standard output carries results and nothing else.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from img2latex_desktop import __version__
from img2latex_desktop.errors import Img2LatexError
from img2latex_desktop.latex import OutputForm
from img2latex_desktop.paths import WEIGHTS_FOLDER

PROGRAM = "img2latex"


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments ask and return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except Img2LatexError as problem:
        print(f"{PROGRAM}: {problem}", file=sys.stderr)
        return 1
    except ImportError as problem:  # say, Qt without the libraries of the window system
        print(f"{PROGRAM}: A library is missing: {problem}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read our output has enough, as in `| head -1`
        _silence_standard_output()
        return 1
    except OSError as problem:  # the output cannot be written: the disk is full
        print(f"{PROGRAM}: {problem.strerror or problem}", file=sys.stderr)
        _silence_standard_output()
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM, description="Snip an equation and get its LaTeX. Without a command: start in the tray."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.set_defaults(run=_start_app)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    snip = commands.add_parser("snip", help="let the running app take a snip now")
    snip.set_defaults(run=_ask_for_snip)

    recognize = commands.add_parser(
        "recognize",
        help="read picture files",
        description="Write the LaTeX of each picture to standard output, in the order given.",
    )
    recognize.add_argument(
        "files", nargs="+", metavar="FILE", help="a picture, a folder of pictures, or - for standard input"
    )
    recognize.add_argument(
        "--json",
        action="store_true",
        help="one JSON object a line: path, latex, confidence, candidates, milliseconds; or path, error",
    )
    recognize.add_argument(
        "--format",
        choices=[form.value for form in OutputForm],
        default=OutputForm.LATEX.value,
        help="latex, bare (default); or inline $…$, parentheses \\(…\\), display \\[…\\], equation",
    )
    recognize.add_argument(
        "--candidates",
        type=count,
        default=1,
        metavar="N",
        help="write the N best readings, best first (slower than one)",
    )
    recognize.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")
    recognize.add_argument(
        "--weights",
        type=Path,
        default=WEIGHTS_FOLDER,
        metavar="FOLDER",
        help="other weights than the shipped",
    )
    recognize.set_defaults(run=_recognize)
    return parser


def count(text: str) -> int:
    """Read a number of at least 1; argparse puts this function's name into its message."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number


def _start_app(_options: argparse.Namespace) -> int:
    from img2latex_desktop.app import main as start

    return start()


def _ask_for_snip(_options: argparse.Namespace) -> int:
    from img2latex_desktop.single_instance import hand_over

    if hand_over("snip"):
        return 0
    print(f"{PROGRAM}: The app is not running; start it with `{PROGRAM}`.", file=sys.stderr)
    return 1


def _recognize(options: argparse.Namespace) -> int:
    from img2latex_desktop.batch import Report, recognize_files

    return recognize_files(
        options.files,
        Report(OutputForm(options.format), options.json),
        weights_folder=options.weights,
        device=options.device,
        candidates=options.candidates,
    )


def _silence_standard_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # else the interpreter's own flush at exit fails once more
