"""A small sub-pixel residual network: works at the size of the small picture, adds to its bilinear enlargement."""
import torch
import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first, self.second = nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, width, 3, padding=1)
        nn.init.normal_(self.second.weight, std=0.01)

    def forward(self, x):
        return x + self.second(F.leaky_relu(self.first(x), 0.1))


class Upscaler(nn.Module):
    """sample [B,3,h,w] in 0..1 to [B,3,s·h,s·w] in 0..1. What lies farther than `REACH` pixels away has no influence."""

    REACH = 12

    def __init__(self, scale, width=32, blocks=5):
        super().__init__()
        self.scale = scale
        self.enter = nn.Conv2d(3, width, 3, padding=1)
        self.blocks = nn.Sequential(*[Block(width) for _ in range(blocks)])
        self.leave = nn.Conv2d(width, 3 * scale * scale, 3, padding=1)
        nn.init.normal_(self.leave.weight, std=0.01)

    def forward(self, sample):
        x = self.blocks(self.enter(sample * 2 - 1))
        detail = F.pixel_shuffle(self.leave(F.leaky_relu(x, 0.1)), self.scale)
        base = F.interpolate(sample, scale_factor=float(self.scale), mode="bilinear", align_corners=False)
        return base + 0.5 * detail

    def whole(self, sample):
        return self(sample).clamp(0, 1)


class Critic(nn.Module):
    """Judges the marks of the brush in patches of about 20 pixels."""

    def __init__(self, width=48):
        super().__init__()
        norm = nn.utils.spectral_norm
        self.layers = nn.ModuleList([norm(nn.Conv2d(12, width, 3, 1, 1)), norm(nn.Conv2d(width, width, 3, 2, 1)), norm(nn.Conv2d(width, width, 3, 1, 1))])
        self.score = norm(nn.Conv2d(width, 1, 1))

    def forward(self, picture):
        x, features = F.pixel_unshuffle(picture * 2 - 1, 2), []
        for layer in self.layers:
            x = F.leaky_relu(layer(x), 0.2)
            features.append(x)
        return self.score(x).float(), features
