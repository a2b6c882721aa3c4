"""On a real device: what it flies and follows is what the CPU flies and follows. Collected only where there is one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CLOSE = 1e-9  # of the size of what is compared
BODIES = 3_000


@pytest.fixture(scope="module")
def compared() -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).with_name("compare.py")), "--bodies", str(BODIES)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def verif_a_device_gives_what_the_cpu_gives(
    compared: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert compared.pop("simulated") is False
    for case, told in compared.items():
        for name, of in told.items():
            if isinstance(of, dict):
                with capsys.disabled():
                    print(f"  {case}: {name} {of['worst']:.1e}")
                assert of["worst"] <= CLOSE, (case, name)
