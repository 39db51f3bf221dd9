"""Words of the report: what the sets show, what the metrics mean, what the model cannot do."""

SETS = {
    "im2latex": """the official im2latex-100k test formulas, typeset afresh in Computer Modern at 200 dpi;
  not the official pictures""",
    "web": """MathJax and KaTeX (never trained on) in Chromium: 12–32 px, pixel ratios 1–3, light, sepia and
  dark paper, a quarter in color""",
    "pdf": """pages in twelve fonts at 72–220 dpi, drawn by poppler, cropped unevenly, a quarter with an
  edge of the neighboring line, a quarter with the equation number (then `\\tag` is part of the right
  answer); each formula in a font of training and in one of the two never trained on, at the same size
  and with the same margins""",
    "scale": "formulas at six zooms each, from half to three times the size of 10 pt at 120 dpi",
    "multi": "matrices, arrays, cases, aligned and stacked lines, in fonts of training and by MathJax",
    "cut": """pages as those of `pdf`, cropped carelessly: a sliver or half of a neighboring line, the
  number on the left, a frame or a filled box around, with some of the page""",
    "negative": "no formula: blank areas, photographs, icons, prose, code; the right answer is to refuse",
}

METRICS = """\
**BLEU-4**: of the corpus, unsmoothed, on canonical tokens, missing = empty. **Edit similarity**: 1 − Σ
token edit distance / Σ longer length. **Exact match**: the canonical form is the same. **Strict render
match**: reading and truth, typeset in Computer Modern at 200 dpi, have the same size ±1 px and no ink
farther than 1 px from the other's. **Well-formed**: parses; nothing read is not. **CDM**: F1 of the symbols
that are there and in their place, our implementation of arXiv:2409.03643 on canonical tokens, stricter
about place (8 px instead of 20), blind to fonts and spaces. **ExpRate@CDM**: share with a CDM of 1."""

REBUILD = """\
Every formula is held out from training by its canonical form; building the sets proves it. Anyone can
rebuild the pictures: `python -m training benchmark build --config training/configs/benchmark.yaml`; the
checksums of formulas and pictures are in the JSON file beside this one."""

LIMITS = """\
- **Handwriting**: none was trained on, and it is not always refused.
- **Prose**: one formula at a time; a paragraph with formulas in it is no formula.
- **Chemistry**: reactions in a line are read; structural formulas are drawings to it.
- Commutative and other diagrams, long division, tables with rules in both directions.
- Spaces and the sizes of delimiters are not read but chosen anew; of bold, sans-serif and script letters,
  those that a font hardly tells apart are guessed.
- Photographs of paper: slanted, curved or shaded formulas were not trained on."""

FAILURES = """\
Failures, chosen at random, five a set: left the picture, right what was read, typeset again."""
