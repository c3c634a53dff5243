"""The convolution blocks of the judge, the agreement and the critics."""
import torch.nn.functional as F
from torch import nn


def act(x):
    return F.leaky_relu(x, 0.1)


class Norm(nn.GroupNorm):
    """In float32 always: PyTorch 1.13 cannot mix the kinds of numbers here."""

    def __init__(self, width):
        super().__init__(8, width)

    def forward(self, x):
        return super().forward(x.float())


class Down(nn.Module):
    """Half the size."""

    def __init__(self, before, after):
        super().__init__()
        self.conv = nn.Conv2d(before, after, 3, 2, 1)
        self.norm = Norm(after)

    def forward(self, x):
        return self.norm(self.conv(act(x)))


class Block(nn.Module):
    """Two convolutions beside the way through."""

    def __init__(self, width):
        super().__init__()
        self.first, self.second = nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, width, 3, padding=1)
        self.norm, self.last = Norm(width), Norm(width)
        nn.init.constant_(self.last.weight, 0.2)

    def forward(self, x):
        return x + self.last(self.second(act(self.norm(self.first(act(x))))))
