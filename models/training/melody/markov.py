"""The baseline: an interpolated Markov model of order 5 (Witten-Bell back-off, as in PPM-C), factored like the LSTM.

p(gap | last 5 (gap, duration)), p(duration | last 5 durations, this gap), p(pitch | last 5 pitches, this duration), each backing off
one symbol at a time to the uniform distribution; and the same over whole notes at once (joint=True), whichever does better.
"""
import collections
import math

import spec

ORDER = 5


class Backoff:
    """Counts by context; contexts are tuples, the nearest symbol last."""

    def __init__(self, size):
        self.size = size
        self.counts = collections.defaultdict(collections.Counter)

    def learn(self, context, symbol):
        for k in range(len(context) + 1):
            self.counts[context[len(context) - k:]][symbol] += 1

    def probability(self, context, symbol):
        p = 1 / self.size
        for k in range(len(context) + 1):
            seen = self.counts.get(context[len(context) - k:])
            if not seen:
                break
            total, kinds = sum(seen.values()), len(seen)
            p = (seen.get(symbol, 0) + kinds * p) / (total + kinds)
        return p

    def best(self, context):
        """The likeliest symbol."""
        candidates = set()
        for k in range(len(context) + 1):
            seen = self.counts.get(context[len(context) - k:])
            if seen:
                candidates.update(s for s, _ in seen.most_common(8))
        return max(sorted(candidates), key=lambda s: self.probability(context, s)) if candidates else 0


def events(y, joint):
    """Yields (table, context, symbol) of every note of a song; the nearest symbol of a context stands last."""
    start = (-1,) * ORDER
    gaps, durations, pitches, whole = start, start, start, start
    for gap, duration, pitch in y[:, :3].tolist():
        if joint:
            yield 0, whole, (gap * len(spec.DURATIONS) + duration) * spec.PITCH_COUNT + pitch
            whole = whole[1:] + ((gap * len(spec.DURATIONS) + duration) * spec.PITCH_COUNT + pitch,)
        else:
            yield 0, gaps, gap
            yield 1, durations + (100 + gap,), duration
            yield 2, pitches + (100 + duration,), pitch
            gaps, durations, pitches = gaps[1:] + (gap * 32 + duration,), durations[1:] + (duration,), pitches[1:] + (pitch,)


def train(items, joint):
    sizes = [len(spec.GAPS) * len(spec.DURATIONS) * spec.PITCH_COUNT] if joint else [len(spec.GAPS), len(spec.DURATIONS), spec.PITCH_COUNT]
    tables = [Backoff(s) for s in sizes]
    for item in items:
        for table, context, symbol in events(item["y"][0], joint):
            tables[table].learn(context, symbol)
    return tables


def measure(tables, items, joint):
    """Nats a note of each factor and their sum, and accuracies: of each factor given the earlier ones, and of the whole note."""
    factors = len(tables)
    nats, hits, notes, whole = [0.0] * factors, [0] * factors, 0, 0
    for item in items:
        right = True
        for table, context, symbol in events(item["y"][0], joint):
            nats[table] -= math.log(tables[table].probability(context, symbol))
            hit = tables[table].best(context) == symbol
            hits[table] += hit
            right &= hit
            if table == factors - 1:
                notes += 1
                whole += right
                right = True
    return {"nats": sum(nats) / notes, "factors": [n / notes for n in nats], "accuracy": [h / notes for h in hits], "joint_accuracy": whole / notes, "notes": notes}
