"""The generator, which paints a layout in the manner that words ask for, and its critic.

The pixels come in and go out in blocks of four; nothing is computed at more than 64 x 64 places."""
import os
import sys

import torch
import torch.nn.functional as F
from torch import nn

sys.path += [os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")]
from blocks import Norm, act  # noqa: E402

TEXT, LATENT, STYLE, SIDE = 256, 64, 256, 256


class Styled(nn.Module):
    """Two convolutions beside the way through; the style scales and shifts what is between them (FiLM)."""

    def __init__(self, width):
        super().__init__()
        self.first, self.second = nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, width, 3, padding=1)
        self.before, self.norm = Norm(width), Norm(width)
        self.style = nn.Linear(STYLE, 4 * width)
        nn.init.normal_(self.style.weight, std=0.02)
        nn.init.zeros_(self.style.bias)
        nn.init.normal_(self.second.weight, std=0.01)

    def forward(self, x, style):
        scale, shift, scale2, shift2 = self.style(style).float()[:, :, None, None].chunk(4, 1)
        h = self.first(act(self.before(x) * (1 + scale) + shift))
        return x + self.second(act(self.norm(h) * (1 + scale2) + shift2))


class Generator(nn.Module):
    """latent [B,64], text_embeds [B,256] (of unit length), layout [B,3,256,256] in -1..1 (zeros: none) to sample [B,3,256,256] in -1..1."""

    def __init__(self, a=48, b=96, c=192):
        super().__init__()
        self.style = nn.Sequential(nn.Linear(TEXT + LATENT, STYLE), nn.LeakyReLU(0.2), nn.Linear(STYLE, STYLE), nn.LeakyReLU(0.2))
        self.seed = nn.Linear(STYLE, 32 * 8 * 8)
        self.canvas = nn.Parameter(torch.randn(1, 32, 16, 16) * 0.3)
        self.enter = nn.Conv2d(48, a, 3, padding=1)
        self.down1, self.block1 = nn.Conv2d(a, b, 3, 2, 1), Styled(b)
        self.down2 = nn.Conv2d(b, c, 3, 2, 1)
        self.join = nn.Conv2d(c + 64, c, 1)
        self.block2, self.block3 = Styled(c), Styled(c)
        self.up1, self.block4 = nn.Conv2d(c, b, 1), Styled(b)
        self.up2, self.block5 = nn.Conv2d(b, a, 1), Styled(a)
        self.leave = nn.Conv2d(a, 48, 3, padding=1)
        nn.init.normal_(self.leave.weight, std=0.01)

    def forward(self, latent, text_embeds, layout):
        # Embeddings of unit length have small numbers; sixteen times them is about one each.
        style = self.style(torch.cat([text_embeds * 16.0, latent], 1))
        blocks = F.pixel_unshuffle(layout, 4)
        x = self.enter(blocks)
        y = self.block1(self.down1(act(x)), style)
        seed = F.interpolate(self.seed(style).reshape(-1, 32, 8, 8), scale_factor=2.0, mode="nearest")
        z = self.join(torch.cat([self.down2(act(y)), seed, self.canvas.expand(seed.shape[0], -1, -1, -1).to(seed.dtype)], 1))
        z = self.block3(self.block2(z, style), style)
        y = self.block4(y + F.interpolate(self.up1(z), scale_factor=2.0, mode="nearest"), style)
        x = self.block5(x + F.interpolate(self.up2(y), scale_factor=2.0, mode="nearest"), style)
        return torch.tanh(F.pixel_shuffle(self.leave(act(x)).float() + 1.2 * blocks.float(), 4))


class Critic(nn.Module):
    """Judges patches of 24 and of about 70 pixels, beside the layout; the words come in by projection (Miyato and Koyama 2018)."""

    def __init__(self, a=48, b=96, c=128):
        super().__init__()
        norm = nn.utils.spectral_norm
        self.first, self.second = norm(nn.Conv2d(24, a, 3, 2, 1)), norm(nn.Conv2d(a, b, 3, 2, 1))
        self.third = norm(nn.Conv2d(b, b, 3, 1, 1))
        self.fourth, self.fifth = norm(nn.Conv2d(b, c, 3, 2, 1)), norm(nn.Conv2d(c, c, 3, 1, 1))
        self.fine, self.coarse = nn.Conv2d(b, 1, 1), nn.Conv2d(c, 1, 1)
        self.words_fine, self.words_coarse = nn.Linear(TEXT, b), nn.Linear(TEXT, c)

    def look(self, picture, layout):
        """The features at each stage."""
        features = []
        x = torch.cat([F.pixel_unshuffle(picture, 2), F.pixel_unshuffle(layout, 2)], 1)
        for layer in (self.first, self.second, self.third, self.fourth, self.fifth):
            # A layer of spectral norm one makes most signals much smaller; without the factor nothing would reach the scores.
            x = F.leaky_relu(layer(x), 0.2) * 2.0
            features.append(x)
        return features

    def judge(self, features, text):
        """Scores of the patches of each size, given what the words ask for."""
        out = []
        for x, score, words in ((features[2], self.fine, self.words_fine), (features[4], self.coarse, self.words_coarse)):
            asked = words(text * 16.0)[:, :, None, None]
            out.append((score(x) + (x * asked).mean(1, keepdim=True)).float())
        return out
