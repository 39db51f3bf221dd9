"""Output formats of a formula, one module each."""
