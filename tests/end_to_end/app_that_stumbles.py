"""Start the program, whose first selection and first press of Escape end in an exception nobody foresaw.

As ``python -m tests.end_to_end.app_that_stumbles WEIGHTS_FOLDER``.
"""

import sys
from pathlib import Path


def stumbling_once(function):
    """Return a function that fails the first time and works from then on."""
    calls = []

    def called(*arguments):
        calls.append(arguments)
        if len(calls) == 1:
            raise LookupError(f"the first {function.__name__}")
        return function(*arguments)

    return called


if __name__ == "__main__":
    from img2latex_desktop.app import START, main
    from img2latex_desktop.capture.selector import RegionSelector
    from img2latex_desktop.service.weights_store import WeightsStore

    RegionSelector.start = stumbling_once(RegionSelector.start)
    RegionSelector._cancel = stumbling_once(RegionSelector._cancel)
    sys.exit(main(START, WeightsStore(Path(sys.argv[1]))))
