"""The ResNet-Transformer as torch.nn modules; forward passes only."""
