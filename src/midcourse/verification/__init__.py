"""Checks of the model against outside values, second methods and identities: `midcourse verify`."""
