"""Writes distances.json: what SciPy and NumPy say of sets of features, which the tests make again by the same random numbers: python3 make.py (SciPy 1.10, NumPy 1.24).

A set is drawn from SeededRandom(seed): row by row, number by number, a Gaussian g; the k-th number of a row is shift + scale·(k + 1)^−0.5·g, mixed
with the one before it (half of that is added), then rounded to single precision."""
import json
import os
import sys

import numpy as np
from scipy import linalg
from scipy.spatial.distance import pdist

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, ".."))
from seeded_random import SeededRandom  # noqa: E402

# name: (seed, rows, numbers, shift, scale) twice
CASES = {
    "more pictures than features": ((1, 40, 6, 0.0, 1.0), (2, 30, 6, 0.3, 1.4)),
    "fewer pictures than features": ((3, 25, 64, 0.0, 1.0), (4, 33, 64, 0.1, 0.8)),
    "as many": ((5, 24, 24, 0.0, 1.0), (6, 24, 24, 0.0, 1.0)),
    "two against many": ((7, 2, 12, 0.0, 1.0), (8, 50, 12, 0.5, 1.0)),
    "256 features": ((9, 300, 256, 0.0, 1.0), (10, 280, 256, 0.05, 1.1)),
}


def draw(seed, rows, numbers, shift, scale):
    random = SeededRandom(seed)
    values = np.zeros((rows, numbers))
    for row in range(rows):
        before = 0.0
        for k in range(numbers):
            g = random.gaussian()
            values[row, k] = shift + scale * (k + 1) ** -0.5 * g + 0.5 * before
            before = values[row, k]
    return values.astype(np.float32).astype(np.float64)


def frechet(a, b):
    p, q = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = linalg.sqrtm(p @ q)
    difference = a.mean(0) - b.mean(0)
    return float(difference @ difference + np.trace(p) + np.trace(q) - 2 * np.trace(np.real(root)))


def kernel(a, b):
    k = lambda x, y: (x @ y.T / x.shape[1] + 1) ** 3
    n, m = len(a), len(b)
    aa, bb = k(a, a), k(b, b)
    return float((aa.sum() - np.trace(aa)) / (n * (n - 1)) + (bb.sum() - np.trace(bb)) / (m * (m - 1)) - 2 * k(a, b).mean())


def jackknife(values):
    values = np.array(values)
    return float(np.sqrt((len(values) - 1) / len(values) * ((values - values.mean()) ** 2).sum()))


def without(a, i):
    return np.delete(a, i, axis=0)


def main():
    told = []
    for name, (first, second) in CASES.items():
        a, b = draw(*first), draw(*second)
        small = min(len(a), len(b)) >= 3 and a.shape[1] <= 64
        groups = [(a[np.arange(len(a)) % 10 != g], b[np.arange(len(b)) % 10 != g]) for g in range(10)]
        told.append({
            "name": name, "first": first, "second": second,
            "frechet": frechet(a, b), "kernel": kernel(a, b), "spread": float(pdist(a).mean()),
            "frechetError": jackknife([frechet(x, y) for x, y in groups]) if min(len(a), len(b)) >= 20 and a.shape[1] <= 64 else None,
            "kernelError": float(np.hypot(jackknife([kernel(without(a, i), b) for i in range(len(a))]), jackknife([kernel(a, without(b, i)) for i in range(len(b))]))) if small else None,
            "spreadError": jackknife([pdist(without(a, i)).mean() for i in range(len(a))]) if len(a) >= 3 and a.shape[1] <= 64 else None,
        })
    a = draw(11, 12, 9, 0.2, 1.0)
    matrix = a.T @ a
    values, _ = np.linalg.eigh(matrix)
    root = linalg.sqrtm(matrix)
    singular = draw(12, 3, 9, 0.2, 1.0)
    singular = singular.T @ singular
    with open(os.path.join(here, "distances.json"), "w") as f:
        json.dump({
            "distances": told,
            "eigen": {"of": [11, 12, 9, 0.2, 1.0], "values": values.tolist(), "root": np.real(root).ravel().tolist()},
            "singular": {"of": [12, 3, 9, 0.2, 1.0], "values": np.linalg.eigvalsh(singular).clip(0).tolist()},
        }, f, indent=1)


if __name__ == "__main__":
    main()
