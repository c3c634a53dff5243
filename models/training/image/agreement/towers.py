"""The two encoders whose embeddings agree when a picture shows what the words say."""
import math
import os
import sys

import torch
import torch.nn.functional as F
from torch import nn

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, ".."), os.path.join(here, "..", "diffusion")]
from blocks import Block, Down, act  # noqa: E402
from facts import KINDS, SEASONS, STYLES, TIMES, WEATHERS  # noqa: E402
from networks import TextEncoder  # noqa: E402

WIDTH = 256
CONTEXT = 64
SIDE = 128
GRID = 16
LAYERS = 4


class Words(nn.Module):
    """Ids [B,64] to hidden states [B,64,256] and an embedding [B,256]. The encoder is the one that diffusion/text.py trains, as it is; the
    embedding is a projection of its pooled output, the mean of its states and the mean of the words' own vectors."""

    def __init__(self, vocabulary, end):
        super().__init__()
        self.encoder = TextEncoder(vocabulary, end, CONTEXT, WIDTH, LAYERS)
        self.project = nn.Sequential(nn.LayerNorm(3 * WIDTH), nn.Linear(3 * WIDTH, 2 * WIDTH), nn.GELU(), nn.Linear(2 * WIDTH, WIDTH))

    def read(self, input_ids):
        """The hidden states, and what the projection takes [B,768]."""
        states, pooled = self.encoder(input_ids)
        real = (input_ids != self.encoder.end).to(states.dtype).unsqueeze(2)
        count = real.sum(1)
        bag = (self.encoder.tokens(input_ids) * real).sum(1)
        return states, torch.cat([pooled, (states * real).sum(1) / count, bag], 1)

    def embed(self, read):
        return F.normalize(self.project(read), dim=1)

    def forward(self, input_ids):
        states, read = self.read(input_ids)
        return states, self.embed(read)


class Pictures(nn.Module):
    """Pictures [B,3,128,128] in -1..1 to an embedding [B,256]."""

    def __init__(self, a=128, b=256):
        super().__init__()
        self.stem = nn.Conv2d(48, a, 3, 2, 1)
        self.middle = Block(a)
        self.coarse = nn.Sequential(Down(a, b), Block(b))
        self.back = nn.Conv2d(b, a, 1)
        self.where = nn.Conv2d(a, len(KINDS), 1)
        self.project = nn.Linear(b + len(KINDS), WIDTH)
        nn.init.constant_(self.where.bias, -3)

    def look(self, picture):
        """The embedding, and the map of where each kind is."""
        middle = self.middle(self.stem(F.pixel_unshuffle(picture, 4)))
        coarse = act(self.coarse(middle))
        where = self.where(act(middle + F.interpolate(self.back(coarse), scale_factor=2.0, mode="nearest"))).float()
        present = torch.sigmoid(0.5 * where.amax((2, 3)))
        return F.normalize(self.project(torch.cat([coarse.float().mean((2, 3)), present], 1)).float(), dim=1), where

    def forward(self, pixel_values):
        return self.look(pixel_values)[0]


class Labels(nn.Module):
    """One reading of both embeddings: what is named and the style, time, season and weather. Used in training only; it lines the two up early."""

    sizes = (len(STYLES), len(TIMES), len(SEASONS), len(WEATHERS))

    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(math.log(16.0)))
        self.kinds = nn.Linear(WIDTH, len(KINDS))
        self.heads = nn.ModuleList([nn.Linear(WIDTH, size) for size in self.sizes])
        nn.init.constant_(self.kinds.bias, -3)

    def forward(self, embedding):
        x = embedding * self.scale.exp()
        return self.kinds(x), [head(x) for head in self.heads]
