#!/usr/bin/env bash
# The whole pipeline at toy size: from nothing to weights that the program loads, in minutes on two cores, without a
# download. The weights read next to nothing; what it shows is that every step works on this machine.
# Arguments: the environment's python, and a folder for everything that is made (removed first).
set -euo pipefail
python=$(realpath --no-symlinks "$1")
out=$(realpath --canonicalize-missing "$2")
cd "$(dirname "$0")/../.."
training() { "$python" -m training "$@"; }
rm -rf "$out"

# corpus: formulas of our own generator, one spelling each, split by a hash
training prepare --out "$out" --min_count 5 \
    --sources '[{kind: generator, name: generator, licence: MIT, count: 6000, seed: 1}]'

# drawing: by LaTeX, in Computer Modern alone; and pictures without a formula
training render --formulas "$out/formulas/train.tsv" --out "$out/shards/train" --fonts '[cm]' --limit 4000
training render --formulas "$out/formulas/validation.tsv" --out "$out/shards/validation" --fonts '[cm]' --limit 300
training negatives --out "$out/shards/negative" --count 40 --is_validation true

# run: a small network, at a constant rate; what ships is a branch of it, whose rate decays
training train --config training/configs/smoke.yaml --run_folder "$out/run" \
    --vocabulary "$out/formulas/vocabulary.json" --data.shards "[$out/shards/train]" \
    --validation.shards "[$out/shards/validation]" --total_samples 4000
training train --config training/configs/smoke.yaml --run_folder "$out/branch" --init_from "$out/run/checkpoints/best.pt" \
    --vocabulary "$out/formulas/vocabulary.json" --data.shards "[$out/shards/train]" \
    --validation.shards "[$out/shards/validation]" --total_samples 1000 --optimizer.decay_from_samples 0

# ship: averaged weights in half precision, with what they know of their own doubt, in one file to install
training export --checkpoint "$out/branch" --validation.shards "[$out/shards/validation]" \
    --negatives "[$out/shards/negative]" --out "$out/weights"
training calibrate --weights "$out/weights" --shards "[$out/shards/validation]" --limit 60
training pack --weights "$out/weights" --out "$out/weights.zip"

# evaluation: a report on held-out pictures; then the program reads one with these weights
training evaluate --weights "$out/weights" --shards "[$out/shards/validation]" --out "$out/report"
"$python" -m img2latex_desktop recognize resources/examples/quadratic_formula.png --weights "$out/weights" --json
