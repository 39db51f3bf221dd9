"""The engine that torch computes: CUDA, Apple's MPS, CPU."""
