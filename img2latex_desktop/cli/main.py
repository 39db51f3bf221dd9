"""The command line: start the app, ask the running one for something, or read picture files.

What only the app can do is asked of the running one; where none runs, this process becomes it.
Exit status: 0 all is well, 1 something failed, 2 the command line was wrong.
Standard output carries results and nothing else.
"""

import argparse
import errno
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from img2latex_desktop import __version__
from img2latex_desktop.base.errors import ImageError, Img2LatexError
from img2latex_desktop.cli.weights import add_weights_command
from img2latex_desktop.service.weights_store import WeightsStore
from img2latex_desktop.system.request import Command, Request, hand_over
from model.formula.formats.latex import LATEX_FORMS, OutputForm

PROGRAM = "img2latex"
MOST_CANDIDATES = 100  # the right reading was never seen behind the third; each takes memory and time
ASKING = {
    Command.SNIP: "take a snip now",
    Command.REPEAT: "snip the region of the last snip again",
    Command.CLIPBOARD: "read the picture on the clipboard",
    Command.HISTORY: "show the history",
    Command.SETTINGS: "show the settings",
}  # the commands that are nothing but a request


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments ask and return the exit status."""
    if arguments and re.match(r"(?!-).*[./\\]", arguments[0]):  # a file, since no command has such a name
        arguments = ["open", *arguments]
    try:
        return _run(arguments)
    except Img2LatexError as problem:
        _complain(str(problem))
    except ImportError as problem:  # say, Qt without the libraries of the window system
        _complain(f"A library is missing: {problem}")
    except BrokenPipeError:  # whoever read our output has enough, as in `| head -1`
        _silence_standard_output()
    except OSError as problem:  # the output cannot be written: the disk is full
        _complain(_words(problem))
        _silence_standard_output()
    except MemoryError:
        _complain("There is not enough memory; close other programs and try again.")
    return 1


def _run(arguments: Sequence[str]) -> int:
    try:
        options = _parser().parse_args(arguments)
        status: int = options.run(options)
    finally:
        sys.stdout.flush()  # what cannot be written is told by us, not by the interpreter after us
    return status


def _words(problem: OSError) -> str:
    if problem.errno == errno.EBADF:
        return "Standard output is closed; results cannot be written."
    reason = problem.strerror or str(problem)
    return f"{problem.filename}: {reason}" if problem.filename else reason


def _complain(sentence: str) -> None:
    print(f"{PROGRAM}: {sentence}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Snip an equation and get its LaTeX. Without a command: start in the tray. "
        "With the name of a picture in place of a command: open it.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.set_defaults(run=_ask, command=Command.START)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    for command, help_text in ASKING.items():
        asking = commands.add_parser(command.value, help=help_text)
        asking.set_defaults(command=command)
        if command is Command.SNIP:
            asking.add_argument(
                "--append",
                action="store_const",
                const=Command.APPEND,
                dest="command",
                help="as another line of the formula shown",
            )

    opening = commands.add_parser("open", help="open pictures in the app")
    opening.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a picture")
    opening.set_defaults(run=_open)

    doctor = commands.add_parser("doctor", help="check what the app needs, and say how to mend what is wrong")
    doctor.add_argument("--json", action="store_true", help="one JSON object")
    doctor.set_defaults(run=_examine)

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
        choices=[form.value for form in LATEX_FORMS],
        default=OutputForm.LATEX.value,
        help="what to write around a formula; latex, the default, is nothing",
    )
    recognize.add_argument(
        "--candidates",
        type=count,
        default=1,
        metavar="N",
        help=f"write the N best readings, best first (slower than one; at most {MOST_CANDIDATES})",
    )
    recognize.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")
    recognize.add_argument(
        "--weights",
        type=Path,
        metavar="FOLDER",
        help="other weights than those in use",
    )
    recognize.set_defaults(run=_recognize)
    add_weights_command(commands)
    return parser


def count(text: str) -> int:
    """Read a number of readings; argparse puts this function's name into its message."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    if number > MOST_CANDIDATES:
        raise argparse.ArgumentTypeError(f"{text} is more than {MOST_CANDIDATES}")
    return number


def _ask(options: argparse.Namespace) -> int:
    return _request([Request(options.command)])


def _open(options: argparse.Namespace) -> int:
    for path in options.files:
        if path.is_dir():
            raise ImageError(f"{path}: This is a folder; “{PROGRAM} recognize” reads what is in it.")
        if not path.exists():
            raise ImageError(f"{path}: There is no such file.")
        if not path.is_file():
            raise ImageError(f"{path}: This is a pipe or a device; save the picture as a file.")
    return _request([Request(Command.FILE, str(path.absolute())) for path in options.files])


def _request(requests: Sequence[Request]) -> int:
    if hand_over(requests):
        return 0
    from img2latex_desktop.app import main as start

    return start(requests)


def _examine(options: argparse.Namespace) -> int:
    from img2latex_desktop.doctor.command import main as examine

    return examine(is_json=options.json)


def _recognize(options: argparse.Namespace) -> int:
    from img2latex_desktop.service.batch import Report, recognize_files

    return recognize_files(
        options.files,
        Report(OutputForm(options.format), options.json),
        weights=WeightsStore(options.weights) if options.weights else WeightsStore.of_user(),
        device=options.device,
        candidates=options.candidates,
    )


def _silence_standard_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # else the interpreter's own flush at exit fails once more
