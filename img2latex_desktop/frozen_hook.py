"""First step of each process of the frozen program: what it starts gets the environment that the user has.

PyInstaller points the loader of libraries at those of this program, with which a desktop's own programs, say
``grim`` or a browser, may not start. This process has read the variable already and has no more use for it.
Source: https://pyinstaller.org/en/stable/runtime-information.html#ld-library-path-libpath-considerations
"""

import os
import sys

if sys.platform == "linux":
    original = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if original is not None:
        os.environ["LD_LIBRARY_PATH"] = original
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # so that the recognizer's process sets it for itself
