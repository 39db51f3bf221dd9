"""Pictures without a formula, one module a kind."""
