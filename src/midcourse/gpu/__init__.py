"""Many bodies and tracks at once on a graphics processor: one thread a body, the same compiled physics."""
