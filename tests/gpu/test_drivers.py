"""The drivers say what is missing, refuse what they cannot do, and load nothing before it is asked for."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from midcourse.errors import DeviceError, MidcourseError, ScenarioError
from midcourse.gpu import device, drivers
from midcourse.gpu.rows import Looks
from midcourse.kernels.atmosphere import US76, with_wind
from midcourse.kernels.earth import WGS84
from midcourse.kernels.flight import DEFAULT_M

STATES, TIMES, STATUSES = np.ones((2, 6)), np.zeros(2), np.full(2, -9)
WINDY = with_wind(US76, np.array([0.0, 2e4]), np.array([10.0, 40.0]), np.array([0.0, 5.0]))
HEAVY = "numba_cuda", "nvidia"


def fall_two(air: object = US76) -> None:
    drivers.falls(WGS84, air, np.full(2, 1e-4), STATES, TIMES, 1e4, 0.0, STATUSES)  # type: ignore[arg-type]


def test_without_the_extra_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "device_present", lambda: False)
    monkeypatch.setattr(device, "_installed", lambda: False)
    with pytest.raises(
        DeviceError, match=r"^the device driver is not installed: .*midcourse\[gpu\]"
    ) as caught:
        fall_two()
    assert isinstance(caught.value, MidcourseError)
    assert "\n" not in caught.value.one_line()
    assert caught.value.as_dict()["kind"] == "device"


def test_without_a_device_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "device_present", lambda: False)
    monkeypatch.setattr(device, "_installed", lambda: True)
    before = STATES.copy()
    with pytest.raises(DeviceError, match=r"^no CUDA device was found on this machine$"):
        fall_two()
    assert np.array_equal(STATES, before) and set(STATUSES) == {-9}


@pytest.mark.parametrize("installed", [True, False])
def test_whether_there_is_a_device_is_told_without_an_error(
    installed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device, "_installed", lambda: installed)
    device.device_present.cache_clear()
    assert device.device_present() in ((True, False) if installed else (False,))
    device.device_present.cache_clear()


def test_what_a_device_cannot_do_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "device_present", lambda: True)
    with pytest.raises(ScenarioError, match="wind"):
        fall_two(WINDY)
    some, no_room = np.zeros((2, 1)), np.zeros((2, 0, 48))
    with pytest.raises(ScenarioError, match="fast method"):
        drivers.launches(
            WGS84, US76, TIMES, some, TIMES, some, STATES, TIMES, 0.0, DEFAULT_M, TIMES, STATUSES
        )
    with pytest.raises(ScenarioError, match="room"):
        drivers.follow(WGS84, Looks(*[some] * 5), 0, 3.0, 1e-4, 1, STATES, some, no_room)


def test_nothing_of_a_device_is_loaded_before_it_is_asked_for() -> None:
    code = f"""
import sys, midcourse, midcourse.gpu.drivers, midcourse.engagement.run
print([name for name in sys.modules if name.split(".")[0] in {HEAVY!r} or name.startswith("numba.cuda")])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
