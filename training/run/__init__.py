"""The training run: configuration, loop, optimizer, checkpoints, validation."""
