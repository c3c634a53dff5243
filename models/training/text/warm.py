"""Where the table of words begins: what each token stands beside in the whole training corpus, in as many dimensions as the network is wide.

The positive pointwise mutual information of a token with those just before and just behind it, by singular value decomposition. Counting
the corpus takes a minute, where the network in its first hour reads a fifth of it."""
import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds


def neighbours(bodies, ends, size, reach):
    """How often each pair of tokens stands `reach` apart within a poem."""
    poem = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
    same = poem[reach:] == poem[:-reach]
    pairs = bodies[:-reach][same].astype(np.int64) * size + bodies[reach:][same]
    keys, counts = np.unique(pairs, return_counts=True)
    return sparse.csr_matrix((counts.astype(np.float64), (keys // size, keys % size)), (size, size))


def informed(counts):
    """Positive pointwise mutual information; the context's share is flattened, so that rare ones do not rule."""
    row, column = np.asarray(counts.sum(1)).ravel(), np.asarray(counts.sum(0)).ravel() ** 0.75
    cells = counts.tocoo()
    value = np.log(cells.data * column.sum() / (row[cells.row] * column[cells.col]))
    kept = value > 0
    return sparse.csr_matrix((value[kept], (cells.row[kept], cells.col[kept])), counts.shape)


def table(poems, size, width, std=0.02):
    """`size` rows of `width`; a token that never stood in a poem gets a small random row."""
    bodies, ends = poems.bodies.values, poems.bodies.ends
    parts = []
    for reach in (1, 2):
        counts = neighbours(bodies, ends, size, reach)
        parts += [informed(counts), informed(counts.T.tocsr())]
    random = np.random.default_rng(5)
    u, s, _ = svds(sparse.hstack(parts).tocsr(), k=width, v0=random.normal(size=size))
    rows = u * np.sqrt(s)
    rows = rows @ np.linalg.qr(random.normal(size=(width, width)))[0]
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = np.where(norms > 1e-6, rows / np.maximum(norms, 1e-6), random.normal(size=rows.shape) / np.sqrt(width))
    return (rows * std * np.sqrt(width)).astype(np.float32)
