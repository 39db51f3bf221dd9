#!/usr/bin/env bash
# From nothing to the weights that ship, as a chain of runs. Weeks on two cores; each command can be broken off and
# repeated, and goes on where it was. training/LOG.md has what each run was for and what came of it.
#
# The weights are not the work of one run but of some forty, each begun from the best before it: the first 1,632,559
# samples went through changing data, fonts and sizes of type, and cannot be repeated picture by picture. What is
# below is how the newest ones are made from the ones before them, or, without --init_from, how one would begin anew.
#
# Needs `make fonts`, `make benchmark`'s packages, and corpora in a folder of their own (docs/training.md).
# Arguments: the environment's python, the folder of the corpora, a folder for everything that is made.
set -euo pipefail
python=$(realpath --no-symlinks "$1")
corpora=$(realpath "$2")
out=$(realpath --canonicalize-missing "$3")
cd "$(dirname "$0")/../.."
training() { "$python" -m training "$@"; }
draw() { # NAME OPTION...: a shard of pictures, unless it is there
    [ -f "$out/shards/$1/index.json" ] || training render --out "$out/shards/$1" --workers 2 "${@:2}"
}

# --- corpus: 900,000 formulas from papers, books and web pages, 380,000 of our own ---
[ -f "$out/formulas/train.tsv" ] || training prepare --config training/configs/data.yaml --corpora "$corpora" --out "$out"
train=$out/formulas/train.tsv
[ -f "$out/single.tsv" ] || awk -F'\t' 'split($3, tokens, " ") <= 1' "$train" >"$out/single.tsv"
[ -f "$out/short.tsv" ] || awk -F'\t' 'split($3, tokens, " ") <= 3' "$train" >"$out/short.tsv"

# --- drawing: what people write, what they write too seldom to be learned, small type, single characters, no formula ---
draw balanced_cm --formulas "$train" --sources '[balanced]' --fonts '[cm, lm]' --limit 24000 --seed 21
draw balanced_fonts --formulas "$train" --sources '[balanced]' --limit 38000 --seed 22
draw web_balanced --formulas "$train" --sources '[balanced]' --engine mathjax --limit 13000 --seed 23
draw cm --formulas "$train" --fonts '[cm, lm]' --limit 16000 --seed 11
draw fonts --formulas "$train" --limit 16000 --seed 12
draw web --formulas "$train" --engine mathjax --limit 8000 --seed 13
draw small --formulas "$train" --dpi '[54, 76]' --limit 8000 --seed 14
draw single --formulas "$out/single.tsv" --copies 26 --seed 27
draw short --formulas "$out/short.tsv" --limit 14000 --seed 26
draw validation --formulas "$out/formulas/validation.tsv" --limit 800 --seed 31
draw validation_balanced --formulas "$out/formulas/validation.tsv" --sources '[balanced]' --limit 500 --seed 32
[ -f "$out/shards/negative/index.json" ] || training negatives --out "$out/shards/negative" --count 12000 --seed 15
[ -f "$out/shards/negative_validation/index.json" ] ||
    training negatives --out "$out/shards/negative_validation" --is_validation true --count 700 --seed 77
training benchmark build --config training/configs/benchmark.yaml --formulas "$out/formulas" --out "$out/benchmark" \
    --twin validation

# --- run: at a constant rate, for as long as there is time; its shards are those of the config ---
ln -sfn "$out" data
training train --config training/configs/long.yaml

# --- run, the last stretch: a branch of it whose rate decays to zero; the weights are the average ---
mkdir -p runs/branch/checkpoints
newest=$(find runs/long/checkpoints -name 'samples_*.pt' | sort | tail -1)
seen=$(basename "$newest" .pt | tr -dc 0-9 | sed 's/^0*//')
cp "$newest" runs/branch/checkpoints/
training train --config training/configs/long.yaml --run_folder runs/branch \
    --optimizer.decay_from_samples "$seen" --total_samples $((seen + 52000))

# --- ship: half precision, three sizes of type, confidence fitted to pictures like those of screens ---
judged="[$out/shards/validation, $out/shards/validation_balanced]"
training export --checkpoint runs/branch --validation.shards "$judged" --negatives "[$out/shards/negative_validation]" \
    --sizes.first 1.3 --sizes.others '[1.15, 1.45]' --sizes.doubt 0.8 --samples_before 1632559 --out build/tuned
# what was read well before is read well again: seven tenths of the way from the weights that the run went on from
training blend --tuned build/tuned --base resources/weights --share 0.7 --out build/weights
twin=$out/benchmark/validation
training calibrate --weights build/weights --shards "$judged" --negatives "[$out/shards/negative_validation]" \
    --twins "[$twin/web, $twin/pdf, $twin/multi, $twin/scale, $twin/cut]"
training benchmark build --config training/configs/benchmark.yaml --formulas "$out/formulas" --out "$out/benchmark"
training benchmark run --sets "$out/benchmark" --weights build/weights --im2latex_limit 1000 --threads 1 --out build/accuracy
training pack --weights build/weights --out build/weights.zip
