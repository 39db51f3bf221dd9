"""Datasets: shards to augmented batches."""
