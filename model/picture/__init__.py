"""Image preprocessing: uint8 picture to the normalized input of the network."""
