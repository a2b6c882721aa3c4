"""Compiled arithmetic: scalars in, scalars out; imports numpy, numba and math only."""
