"""The project's random generator written a second time, from its description: xoshiro256** filled by SplitMix64, Gaussians by Box and Muller."""
import hashlib
import math

MASK = (1 << 64) - 1


def combine(seed, name):
    return int.from_bytes(hashlib.sha256(seed.to_bytes(8, "big") + name.encode("utf-8")).digest()[:8], "big")


class SeededRandom:
    def __init__(self, seed):
        self.seed = seed
        self.spare = None
        self.s = []
        state = seed
        for _ in range(4):
            state = (state + 0x9E3779B97F4A7C15) & MASK
            z = state
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
            self.s.append(z ^ (z >> 31))

    def fork(self, name):
        return SeededRandom(combine(self.seed, name))

    def bits(self):
        def rotate(x, k):
            return ((x << k) | (x >> (64 - k))) & MASK

        s = self.s
        result = (rotate((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)
        return result

    def uniform(self):
        return (self.bits() >> 11) / (1 << 53)

    def gaussian(self):
        if self.spare is not None:
            value, self.spare = self.spare, None
            return value
        u = 1 - self.uniform()
        angle = 2 * math.pi * self.uniform()
        radius = math.sqrt(-2 * math.log(u))
        self.spare = radius * math.sin(angle)
        return radius * math.cos(angle)
