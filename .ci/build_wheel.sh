#!/usr/bin/env bash
# Build the wheel: the program with everything it shows and reads. The same sources give the same bytes.
# Arguments: the environment's python; the folder that gets the wheel, and keeps no other.
set -euo pipefail
python=$(realpath --no-symlinks "$1")
mkdir -p "$2"
folder=$(realpath "$2")
cd "$(dirname "$0")/.."
for source in resources/translations/*.ts; do
    built+=("${source%.ts}.qm")
done
for file in resources/preview/mathjax.js "${built[@]}"; do # not in the repository, and missed by nobody but users
    [ -s "$file" ] || { echo "$file is missing: run make wheel." >&2; exit 1; }
done
rm -f "$folder"/img2latex_desktop-*.whl
"$python" -m pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation --wheel-dir "$folder" .
