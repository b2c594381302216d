"""Fuzzing harnesses, run by hand."""
