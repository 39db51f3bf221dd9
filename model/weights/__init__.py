"""Weights on disk: files, manifest, archive."""
