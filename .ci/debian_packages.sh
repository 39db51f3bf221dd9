#!/usr/bin/env bash
# Make sure that the Debian packages named as arguments are installed.
# Installs what is missing where that is allowed; else says which command the administrator has to run.
set -euo pipefail

if ! command -v dpkg-query >/dev/null; then
    echo "This is not a Debian system: these packages, or their like, have to be there already: $*" >&2
    exit 0
fi

missing=()
for package in "$@"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

command=(apt-get install --yes --no-install-recommends "${missing[@]}")
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! { command -v sudo && sudo --non-interactive true; } >/dev/null 2>&1; then
        echo "Debian packages are missing. Please run as root, then repeat:" >&2
        echo "    apt-get update && ${command[*]}" >&2
        exit 1
    fi
    as_root=(sudo --non-interactive)
fi
echo "Installing Debian packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update --quiet --quiet
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive "${command[@]}" --quiet --quiet >/dev/null
