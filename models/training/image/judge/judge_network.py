"""The judge: says of a picture of 256 x 256 what it shows, and gives features to compare sets of pictures by.

Most of it is computed at a sixteenth of the size and less; the pixels are shuffled into blocks of four first."""
import torch
import torch.nn.functional as F
from torch import nn

from blocks import Block, Down, act
from facts import KINDS, SEASONS, STYLES, TIMES, WEATHERS

GRID = 16
FEATURES = 256


class Judge(nn.Module):
    """Pictures [B,3,256,256] in -1..1 to logits of style, time, season, weather, presence of each kind, and features [B,256]."""

    def __init__(self, a=48, b=64, c=128):
        super().__init__()
        self.stem = nn.Conv2d(48, a, 1)
        self.fine = nn.Sequential(Down(a, b), Block(b))
        self.middle = nn.Sequential(Down(b, c), Block(c))
        self.coarse = nn.Sequential(Down(c, FEATURES), Block(FEATURES))
        self.back = nn.Conv2d(FEATURES, c, 1)
        self.where = nn.Conv2d(c, len(KINDS), 1)
        self.whole = nn.Linear(FEATURES, len(KINDS))
        self.slope = nn.Parameter(torch.ones(len(KINDS)))
        self.style, self.time = nn.Linear(FEATURES, len(STYLES)), nn.Linear(FEATURES, len(TIMES))
        self.season, self.weather = nn.Linear(FEATURES, len(SEASONS)), nn.Linear(FEATURES, len(WEATHERS))
        nn.init.constant_(self.where.bias, -3)
        nn.init.zeros_(self.whole.weight)

    def look(self, picture):
        """Everything, and the map of where each kind is."""
        middle = self.middle(self.fine(self.stem(F.pixel_unshuffle(picture, 4))))
        coarse = act(self.coarse(middle))
        features = coarse.float().mean((2, 3))
        where = self.where(act(middle + F.interpolate(self.back(coarse), scale_factor=2.0, mode="nearest"))).float()
        present = self.slope * where.amax((2, 3)) + self.whole(features).float()
        return (self.style(features).float(), self.time(features).float(), self.season(features).float(), self.weather(features).float(),
                present, features, where)

    def forward(self, picture):
        return self.look(picture)[:6]
