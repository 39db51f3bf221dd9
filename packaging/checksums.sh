#!/usr/bin/env bash
# Write SHA256SUMS beside the packages in a folder: dist, or the folder named as argument.
set -euo pipefail
cd "${1:-dist}"
rm -f SHA256SUMS SHA256SUMS.asc
find . -maxdepth 1 -type f ! -name '.*' -printf '%f\0' | sort --zero-terminated | xargs --null sha256sum >SHA256SUMS
sha256sum --check --quiet SHA256SUMS
