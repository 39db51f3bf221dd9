"""The language of formulas: tokens, grammar, tree, reader and printer. No torch, no Qt."""
