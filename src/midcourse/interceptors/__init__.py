"""Where a shot can be, and when: interceptors, their reach tables, their flight and their homing."""
