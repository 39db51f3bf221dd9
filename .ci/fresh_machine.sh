#!/usr/bin/env bash
# Try commands as on a machine that has just been installed: a bare Debian 12 with Python and make, and nothing else.
# Usage: .ci/fresh_machine.sh root|user COMMAND...      for instance: .ci/fresh_machine.sh user "make run" "make test"
# Each COMMAND is one argument and runs in a copy of the tracked files, one after the other on the same machine. As
# `user` a command that lacks Debian packages has to name them, once and in words; an administrator then installs what
# it named, and it has to pass.
# FRESH_FOLDER: where the machine lies while it is there (5 GB); else a new folder in /var/tmp. What the next machine
# begins with stays in a folder that was named. Takes root and mmdebstrap; ends with whatever it started.
set -euo pipefail
usage() { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
[ $# -ge 2 ] || usage
who=$1
shift
[[ $who == root || $who == user ]] || usage
[ "$(id -u)" -eq 0 ] || { echo "A machine inside this one takes root." >&2; exit 1; }
command -v mmdebstrap unshare >/dev/null || { echo "mmdebstrap is missing: apt-get install mmdebstrap" >&2; exit 1; }
cd "$(dirname "$0")/.."

folder=${FRESH_FOLDER:-$(mktemp --directory --tmpdir=/var/tmp img2latex-fresh.XXXXXX)}
mkdir -p "$folder"
machine=$folder/machine
trap 'exit 1' INT TERM
trap 'rm -rf --one-file-system "$machine" "$folder/log"; rmdir --ignore-fail-on-non-empty "$folder"' EXIT

# --- the machine, and on it what a person has who unpacked the sources ---
base=$folder/base.tar
if ! [ -s "$base" ]; then
    mmdebstrap --quiet --variant=minbase --include=python3,make bookworm "$base"
fi
mkdir "$machine"
tar --extract --file="$base" --directory="$machine" --exclude='./dev/*'
[ -n "${FRESH_FOLDER:-}" ] || rm "$base"
useradd --root "$machine" --create-home --shell /bin/bash ada
home=/root owner=0:0
[ "$who" = root ] || { home=/home/ada owner=$(stat --format=%u:%g "$machine/home/ada"); }
sources=$home/img2latex
mkdir "$machine$sources"
git ls-files -z | while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done |
    tar --create --null --files-from=- | tar --extract --no-same-owner --directory="$machine$sources"
chown --recursive "$owner" "$machine$sources"

# --- packages come from where this machine takes them: its settings hold inside, too ---
environment=(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "HOME=$home" LANG=C.UTF-8 SHELL=/bin/bash)
outside=/etc/outside # what is there under other names, so that no package overwrites it
mkdir "$machine$outside"
cp --dereference /etc/hosts /etc/resolv.conf "$machine/etc/"
cp --dereference /etc/apt/apt.conf.d/*proxy* "$machine/etc/apt/apt.conf.d/" 2>/dev/null || true
[ ! -e /etc/apt/sources.list.d/debian.sources ] || {
    rm -f "$machine/etc/apt/sources.list"
    cp /etc/apt/sources.list.d/debian.sources "$machine/etc/apt/sources.list.d/"
}
while IFS='=' read -r -d '' name value; do
    case $name in
        http_proxy | https_proxy | no_proxy | HTTP_PROXY | HTTPS_PROXY | NO_PROXY | PIP_* | npm_config_* | CI) ;;
        SSL_CERT_FILE | REQUESTS_CA_BUNDLE | CURL_CA_BUNDLE | NODE_EXTRA_CA_CERTS) ;;
        *) continue ;;
    esac
    if [[ $name =~ CERT|CA_BUNDLE ]] && [ -f "$value" ]; then
        cp --dereference "$value" "$machine$outside/$name.crt"
        value=$outside/$name.crt
    fi
    environment+=("$name=$value")
done < <(env --null)
configured=(/etc/pip.conf /etc/xdg/pip "${XDG_CONFIG_HOME:-$HOME/.config}/pip" "$HOME/.pip")
binds=()
for path in "${configured[@]}"; do
    [ ! -e "$path" ] || binds+=("$path")
done
# Packages on this machine's disk: folders of find-links, and indexes, which lie beside their files.
settings=$(cat "${configured[@]/%//pip.conf}" "${configured[@]}" 2>/dev/null || true)
for word in $settings ${PIP_FIND_LINKS:-} ${PIP_EXTRA_INDEX_URL:-}; do
    case $word in
        file:///*/*) path=${word#file://} path=${path%/*} ;;
        /*/*) path=$word ;;
        *) continue ;;
    esac
    [ ! -d "$path" ] || [[ $path == /etc/* ]] || binds+=("$path")
done

# --- inside: mounts and processes of its own, which end with the command ---
# Not chroot: there no program may build a sandbox of its own, as browsers do.
# shellcheck disable=SC2016
enter='
machine=$1; shift
mount --bind "$machine" "$machine"
mount --rbind /dev "$machine/dev"
mount --types proc proc "$machine/proc"
mount --types sysfs -o ro sysfs "$machine/sys"
mount --types tmpfs -o mode=1777 tmpfs "$machine/tmp"
while [ "$1" != -- ]; do
    if [ -d "$1" ]; then mkdir -p "$machine$1"; else mkdir -p "$machine${1%/*}" && touch "$machine$1"; fi
    mount --bind --options ro "$1" "$machine$1"
    shift
done
shift
mkdir -p "$machine/mnt/outside"
cd "$machine"
pivot_root . mnt/outside
cd /
umount --lazy /mnt/outside
runuser --user "$1" -- env --ignore-environment "${@:3}" bash -euc "$2" || exit # no exec: the first process buries orphans
'
inside() { # USER COMMAND
    local user=$1 command=$2
    unshare --mount --pid --fork --kill-child bash -euc "$enter" bash "$machine" "${binds[@]}" -- \
        "$user" "$command" "${environment[@]}" </dev/null
}

try() { # COMMAND: run it in the sources; its output is shown, and kept in $folder/log
    inside "$([ "$who" = root ] && echo root || echo ada)" "cd $sources && $1" 2>&1 | tee "$folder/log"
}

asked_for() { # print what an administrator was asked to run
    sed -n '/^Debian packages are missing\. Please run as root, then repeat:$/{n;s/^    //p}' "$folder/log"
}

for command in "$@"; do
    echo "=== a fresh machine, as $who: $command"
    begun=$SECONDS
    if ! try "$command"; then
        request=$(asked_for)
        if [ "$who" = root ] || [ -z "$request" ]; then
            echo "It failed on a fresh machine: $command" >&2
            exit 1
        fi
        echo "=== the administrator runs what was asked for: $request"
        inside root "export DEBIAN_FRONTEND=noninteractive; $request" >"$folder/log" 2>&1 ||
            { cat "$folder/log" >&2; echo "What was asked for does not work." >&2; exit 1; }
        echo "=== again, as $who: $command"
        try "$command" || { echo "It failed though all that it asked for is there: $command" >&2; exit 1; }
    fi
    echo "=== passed in $((SECONDS - begun)) s: $command"
done
