"""Formula corpora: download, cleaning, generation, deduplication and splits."""
