"""Inference: encoding, beam search, multi-scale re-scoring, confidence."""
