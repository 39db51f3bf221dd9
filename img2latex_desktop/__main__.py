"""Entry of every process of the program: `img2latex`, `python -m img2latex_desktop`, the frozen build."""

import sys

from img2latex_desktop import safe_path


def main() -> int:
    """Run the command line and return its exit status."""
    safe_path.secure()
    import multiprocessing

    multiprocessing.freeze_support()  # in a frozen build the worker process starts here and goes no further
    try:
        from img2latex_desktop.cli import main as run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130  # what a shell reports for a program ended by Ctrl+C


if __name__ == "__main__":
    sys.exit(main())
