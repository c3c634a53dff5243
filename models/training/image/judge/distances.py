"""Fréchet and kernel distances between sets of features, and what a set's own spread is."""
import numpy as np


def frechet(a, b):
    """The Fréchet distance of two Gaussians fitted to features (Heusel et al. 2017); biased upwards for few samples."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    mean = a.mean(0) - b.mean(0)
    p, q = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    # The trace of the square root of p q is the sum of the roots of the eigenvalues of root(p) q root(p), which is symmetric.
    values, vectors = np.linalg.eigh(p)
    root = (vectors * np.sqrt(values.clip(0))) @ vectors.T
    shared = np.sqrt(np.linalg.eigvalsh(root @ q @ root).clip(0)).sum()
    return float(mean @ mean + np.trace(p) + np.trace(q) - 2 * shared)


def kernel(a, b):
    """The squared maximum mean discrepancy under (x·y/d + 1)^3, without bias whatever the number of samples (Bińkowski et al. 2018)."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    k = lambda x, y: (x @ y.T / x.shape[1] + 1) ** 3
    n, m = len(a), len(b)
    own = lambda s, count: (s.sum() - np.trace(s)) / (count * (count - 1))
    return float(own(k(a, a), n) + own(k(b, b), m) - 2 * k(a, b).mean())


def spread(features):
    """The mean distance between two pictures of a set."""
    x = features.astype(np.float64)
    square = (x * x).sum(1)
    distances = np.sqrt((square[:, None] + square[None] - 2 * x @ x.T).clip(0))
    return float(distances.sum() / (len(x) * (len(x) - 1)))
