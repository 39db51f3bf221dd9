"""The history of snips: one SQLite file, the thread that owns it, and its export."""
