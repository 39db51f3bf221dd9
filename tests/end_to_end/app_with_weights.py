"""Start the program with other weights: ``python -m tests.end_to_end.app_with_weights FOLDER``."""

import sys
from pathlib import Path

if __name__ == "__main__":
    from img2latex_desktop.app import START, main

    sys.exit(main(START, Path(sys.argv[1])))
