"""Topics of our own formulas: ``pen`` writes the pieces, each function of the other files one topic."""
