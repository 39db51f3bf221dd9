"""Experiment trackers: JSON lines, TensorBoard, Weights & Biases, and none for all devices but the first."""
