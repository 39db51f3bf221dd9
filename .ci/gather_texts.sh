#!/usr/bin/env bash
# Bring files for translators up to date with the texts of the windows; what is translated already stays.
# Arguments: the environment's python, then the files, resources/translations/img2latex_<language>.ts;
# one that is missing is made.
set -euo pipefail
lupdate=$(realpath --no-symlinks "$(dirname "$1")")/pyside6-lupdate
cd "$(dirname "$0")/.."
shift
# Without the places of texts in the sources, so that a file changes only where a text does.
"$lupdate" -silent -extensions py -locations none -no-obsolete -tr-function-alias QT_TRANSLATE_NOOP+=Sentence \
    img2latex_desktop -ts "$@"
