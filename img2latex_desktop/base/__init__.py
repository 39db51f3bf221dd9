"""Foundations of every process of the program: errors, language, paths, logs, streams. No Qt, no torch."""
