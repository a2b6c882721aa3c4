"""Compiled arithmetic: scalars in, scalars out; beside numpy, numba and math only its cache needs more."""
