"""LaTeX parser: source text to canonical tokens."""
