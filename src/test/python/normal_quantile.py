"""Reference numbers for the inverse of the standard normal distribution function, by Newton's method
in 60 digits. Usage: python3 normal_quantile.py
Each row: p as a hexadecimal float, exact; the z with P(Z <= z) = p, 25 digits.
normal_quantile.txt holds its output from mpmath 1.3.0, Python 3.11."""
from mpmath import erfc, exp, log, mp, mpf, nstr, pi, sqrt

mp.dps = 60


def quantile(p):
    if p > mpf(1) / 2:
        return -quantile(1 - p)
    z = -sqrt(-2 * log(2 * p)) if p < mpf(1) / 4 else (p - mpf(1) / 2) * sqrt(2 * pi)
    for _ in range(200):
        density = exp(-z * z / 2) / sqrt(2 * pi)
        ratio = (erfc(-z / sqrt(mpf(2))) / 2 - p) / density
        step = ratio / (1 + z * ratio / 2)  # Halley's: the curvature is known.
        z -= step
        if abs(step) < mpf(10) ** -50:
            break
    return z


small = [1e-300, 1e-100, 1e-20, 2.0**-54, 2.0**-53, 1e-15, 1e-12, 1e-11, 2e-11, 1e-8, 1e-5, 0.001]
middle = [0.01, 0.02425, 0.05, 0.0749, 0.075, 0.0751, 0.1, 0.2, 0.3, 0.4, 0.49, 0.4999, 0.49999999]
above = [0.5, 0.50000001, 0.6, 0.9, 0.9249, 0.925, 0.9251, 0.99, 0.999999, 1 - 1e-12, 1 - 2.0**-53]
for p in small + middle + above:
    print(p.hex(), nstr(quantile(mpf(p)), 25))
