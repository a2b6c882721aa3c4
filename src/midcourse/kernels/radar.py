"""The radar equation, the loss away from the boresight, and the errors of a measurement."""

from __future__ import annotations

import math

from midcourse.kernels._jit import kernel
from midcourse.kernels.circle import circle

BOLTZMANN_J_K = 1.380649e-23
LIGHT_M_S = 299_792_458.0
MONOPULSE_SLOPE = 1.6
TO_TURNS = 1.0 / (2.0 * math.pi)
BELL = 8.0 * math.log(2.0)  # of a Gaussian beam, both ways


@kernel(shared=True, bare=True)
def snr(mean_power_w, dwell_s, aperture_m2, efficiency, wavelength_m, losses, temperature_k, rcs_m2, range_m):
    """Return the signal-to-noise ratio of one dwell on one object.

    Args:
        mean_power_w: mean transmitted power.
        dwell_s: time spent on the object; integration is coherent.
        aperture_m2, efficiency: area of the antenna and the share of it that works.
        wavelength_m: wavelength.
        losses: all losses, as a ratio above 1.
        temperature_k: system noise temperature.
        rcs_m2: radar cross section.
        range_m: distance.

    Returns:
        ratio, not decibels.

    Source: Skolnik 2008, equation 1.10, with transmit gain 4 pi A / wavelength^2.
    """
    effective = aperture_m2 * efficiency
    energy = mean_power_w * dwell_s * effective * effective * rcs_m2
    r2 = range_m * range_m
    noise = 4.0 * math.pi * wavelength_m * wavelength_m * BOLTZMANN_J_K * temperature_k * losses
    return energy / (noise * r2 * r2)


@kernel(shared=True, bare=True)
def scan_loss(off_rad):
    """Return the two-way loss of a flat array that looks away from its boresight.

    Args:
        off_rad: angle between the look and the normal of the array.

    Returns:
        loss as a ratio of 1 or more, by which to divide the signal-to-noise ratio; infinite behind the array.

    Source: Skolnik 2008, section 13.1: gain of a matched array falls as cos^1.5 each way (the seen area gives 1, the
    mismatch of its elements the rest). Valid to about 60 degrees.
    """
    gain = scan_gain(off_rad)
    return 1.0 / gain if gain > 0.0 else math.inf


@kernel(shared=True, bare=True)
def scan_gain(off_rad):
    """Return the inverse of `scan_loss`, by which to multiply the signal-to-noise ratio; 0 behind the array."""
    c, _ = circle(off_rad * TO_TURNS)
    c = max(c, 0.0)
    return c * c * c


@kernel(shared=True, bare=True)
def pointing_loss(off_rad, width_rad):
    """Return the two-way loss of a look whose beam is not centred on the object.

    Args:
        off_rad: angle between the middle of the beam and the object.
        width_rad: width of the beam at half power, one way.

    Returns:
        loss as a ratio of 1 or more, by which to divide the signal-to-noise ratio.

    Source: Skolnik 2008, section 7.8: a beam of Gaussian shape. Valid within the main lobe; beyond it nothing is seen.
    """
    share = off_rad / width_rad
    return math.exp(BELL * share * share)


@kernel(shared=True, bare=True)
def beam_width(wavelength_m, aperture_m2):
    """Return the width of the beam of an antenna: wavelength over the diameter of the disc of its area.

    Args:
        wavelength_m, aperture_m2: wavelength and area of the antenna.

    Returns:
        angle in rad between the points of half power; the taper of a real antenna gives up to 1.2 times this.

    Source: Skolnik 2008, section 12.1.
    """
    return wavelength_m / math.sqrt(4.0 * aperture_m2 / math.pi)


@kernel(shared=True, bare=True)
def angle_sigma(ratio, wavelength_m, aperture_m2):
    """Return the standard error of an angle measured by monopulse.

    Args:
        ratio: signal-to-noise ratio.
        wavelength_m, aperture_m2: wavelength and area of the antenna.

    Returns:
        error in rad.

    Source: Barton 1988, section 8.1: beamwidth over 1.6 times the root of twice the ratio.
    """
    return beam_width(wavelength_m, aperture_m2) / (MONOPULSE_SLOPE * math.sqrt(2.0 * ratio))


@kernel(shared=True, bare=True)
def range_sigma(ratio, bandwidth_hz):
    """Return the standard error of a range measured with a pulse of given bandwidth.

    Args:
        ratio: signal-to-noise ratio.
        bandwidth_hz: bandwidth of the waveform.

    Returns:
        error in m.

    Source: Barton 1988, section 8.2: resolution over the root of twice the ratio.
    """
    return LIGHT_M_S / (2.0 * bandwidth_hz * math.sqrt(2.0 * ratio))
