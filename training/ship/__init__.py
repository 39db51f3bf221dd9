"""From a checkpoint to the weights that ship: export, calibration, packing."""
