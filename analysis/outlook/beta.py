"""Quantiles of the Beta distribution.

SciPy has them too, and wherever it is installed seaborn loads its statistics at once, which would double what the process
takes to load that all kernels are forked from; so the two formulas stand here.
"""

from __future__ import annotations

import math

STEPS = 300  # of the continued fraction; it needs a few dozen where x lies below the mean
PRECISE = 1e-15


def below(x: float, a: float, b: float) -> float:
    """Return the probability that a Beta(a, b) variable is at most x, the regularised incomplete beta function.

    By the continued fraction of the NIST Digital Library of Mathematical Functions, 8.17.22, evaluated after Lentz.
    """
    if not 0 < x < 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # where it converges fast
        return 1 - below(1 - x, b, a)
    scale = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    value, c, d = 1.0, 1.0, 1 / (1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, STEPS):
        for top in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                    -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):  # fmt: skip
            c, d = 1 + top / c, 1 / (1 + top * d)
            value *= c * d
        if abs(c * d - 1) < PRECISE:
            break
    return scale * value / a


def quantile(p: float, a: float, b: float) -> float:
    """Return the x below which a Beta(a, b) variable lies with probability p, found by halving."""
    low, high = 0.0, 1.0
    while high - low > PRECISE and low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if below(middle, a, b) < p else (low, middle)
    return (low + high) / 2
