"""What the short trainings share: a clock that the learning rate follows, a running average of the weights, checkpoints."""
import os
import signal
import time

import numpy as np
import torch


class Clock:
    """The part of the given minutes that is used up, over all the calls of a training that was interrupted. Minutes are those that
    the processor worked (a busy machine then only makes it take longer), on a GPU those that passed. A training told to terminate
    saves first; called again with more or fewer minutes it goes on at the rate that suits them."""

    def __init__(self, minutes, spent=0.0, device="cpu"):
        self.minutes, self.before, self.begin = minutes, spent, time.time()
        self._now = (lambda: time.process_time() / torch.get_num_threads()) if device == "cpu" else time.time
        self._start = self._now()
        self.stopped = False
        self._next = {}
        signal.signal(signal.SIGTERM, self._stop)

    def _stop(self, *_):
        self.stopped = True

    @property
    def running(self):
        return self.done < 1 and not self.stopped

    @property
    def spent(self):
        return self.before + (self._now() - self._start) / 60

    @property
    def done(self):
        return min(1.0, self.spent / self.minutes)

    def every(self, name, seconds):
        """True once in so many seconds."""
        now = time.time()
        if now < self._next.setdefault(name, self.begin + seconds):
            return False
        self._next[name] = now + seconds
        return True


def set_rate(optimizer, rate, done, step, warm=100, flat=0.0):
    """A linear warm-up, then a half cosine from `flat` of the time on down to a hundredth."""
    fall = max(0.0, (done - flat) / (1 - flat))
    now = rate * min(1.0, (step + 1) / warm) * max(0.01, 0.5 * (1 + np.cos(np.pi * fall)))
    for group in optimizer.param_groups:
        group["lr"] = now
    return now


class Average:
    """An exponential running average of a module's state."""

    def __init__(self, module, decay=0.999, state=None):
        self.decay = decay
        self.state = {k: v.detach().clone() for k, v in (state or module.state_dict()).items()}

    @torch.no_grad()
    def update(self, module, step):
        decay = min(self.decay, (step + 1) / (step + 20))
        for k, v in module.state_dict().items():
            if v.dtype.is_floating_point:
                self.state[k].lerp_(v, 1 - decay)
            else:
                self.state[k].copy_(v)


class Figures:
    """Running means of what a training prints."""

    def __init__(self):
        self.means = {}

    def add(self, **values):
        for k, v in values.items():
            v = float(v)
            self.means[k] = self.means[k] * 0.98 + v * 0.02 if k in self.means else v

    def __str__(self):
        return " ".join(f"{k} {v:.4f}" for k, v in self.means.items())


def save(path, value):
    """Whole or not at all."""
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    torch.save(value, path + ".part")
    os.replace(path + ".part", path)


def load(path, device="cpu"):
    return torch.load(path, map_location=device) if os.path.exists(path) else None
