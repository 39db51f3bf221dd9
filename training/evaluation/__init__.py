"""Metrics, error slices and coverage of trained networks."""
