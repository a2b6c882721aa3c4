"""What follows for states: treaties asked of a scenario or of deployed forces."""

from __future__ import annotations
