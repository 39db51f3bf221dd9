"""Entry of every process of the program: `img2latex`, `python -m img2latex_desktop`, the frozen build.

Everything is imported once Ctrl+C is heard: it may be pressed in the first tenth of a second.
"""

import os
import signal
import sys

INTERRUPTED = 130  # what a shell reports for a program ended by Ctrl+C


def main() -> int:
    """Run the command line and return its exit status."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # in the background it is ignored
        # An exception could come in the middle of an import or a callback, and be printed there or be lost.
        # What a kill may leave behind, this may, too. The windows have a handler of their own.
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    from pathlib import Path

    try:
        Path.cwd()
    except FileNotFoundError:  # the working folder was deleted, and torch does not load where there is none
        os.chdir(os.sep)
    from img2latex_desktop.base import safe_path

    safe_path.secure()
    import multiprocessing

    multiprocessing.freeze_support()  # in a frozen build the worker process starts here and goes no further
    from img2latex_desktop.base import standard_streams
    from img2latex_desktop.cli.main import main as run

    standard_streams.complete()
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
