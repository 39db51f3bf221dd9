#!/usr/bin/env bash
# From the frozen program to an archive that is unpacked and run anywhere, without installing.
# Arguments: the frozen folder (dist/img2latex), the folder for the archive. SOURCE_DATE_EPOCH and
# XZ_LEVEL as for the package.
set -euo pipefail
program=$(realpath "$1") output=$(realpath "$2")
cd "$(dirname "$0")/../.."

name=img2latex-$(python3 packaging/changelog.py version)-linux-$(uname -m)
tar --create --directory "$program/.." --transform "s,^[^/]*,$name,S" --sort=name --owner=0 --group=0 --numeric-owner \
    --mtime="@${SOURCE_DATE_EPOCH:-$(date +%s)}" "$(basename "$program")" |
    xz --threads=0 "-${XZ_LEVEL:-6}" >"$output/$name.tar.xz"
