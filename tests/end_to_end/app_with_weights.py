"""Start the program with other weights: ``python -m tests.end_to_end.app_with_weights FOLDER [MINUTE_MS]``.

The second argument says how long a minute is to the recognizer, which falls asleep after some of them.
"""

import sys
from pathlib import Path

if __name__ == "__main__":  # and not in the recognizer's process, which imports this module too
    from img2latex_desktop import recognition
    from img2latex_desktop.app import START, main
    from img2latex_desktop.service.weights_store import WeightsStore

    folder, *minute_ms = sys.argv[1:]
    if minute_ms:
        recognition.MINUTE_MS = int(minute_ms[0])
    sys.exit(main(START, WeightsStore(Path(folder))))
