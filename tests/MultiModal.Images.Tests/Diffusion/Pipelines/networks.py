"""Tiny networks with the inputs and outputs of the real ones: every input reaches the output through convolutions and attention."""
import math

import torch
from torch import nn
from torch.nn import functional as F


def sinusoids(value, width):
    """The timestep embedding of Ho et al. 2020 with cosines first, as UNets of Stable Diffusion have it."""
    half = width // 2
    frequencies = torch.exp(-math.log(10000.0) * torch.arange(half, dtype=torch.float32) / half)
    phase = value.float()[:, None] * frequencies[None]
    return torch.cat([phase.cos(), phase.sin()], dim=-1)


class Attention(nn.Module):
    def __init__(self, width, context, heads=2):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.out = (nn.Linear(a, width, bias=False) for a in (width, context, context, width))

    def forward(self, x, context, mask=None):  # x [B, N, width], context [B, S, context]
        b, n, width = x.shape
        split = lambda y: y.reshape(b, -1, self.heads, width // self.heads).transpose(1, 2)
        q, k, v = split(self.q(x)), split(self.k(context)), split(self.v(context))
        weights = q @ k.transpose(-1, -2) / math.sqrt(width // self.heads)
        weights = weights if mask is None else weights + mask
        return self.out((weights.softmax(-1) @ v).transpose(1, 2).reshape(b, n, width))


class UNet(nn.Module):
    """Down once, cross-attention, up once. Extra conditions are added to the timestep's embedding."""

    def __init__(self, c_in, c_out, context, pooled=0, sizes=0, guidance=0, width=8):
        super().__init__()
        self.width = width
        self.time = nn.Sequential(nn.Linear(16, 2 * width), nn.SiLU(), nn.Linear(2 * width, 2 * width))
        self.added = nn.Linear(pooled + sizes * 4, 2 * width) if pooled else None
        self.guidance = nn.Linear(guidance, 16, bias=False) if guidance else None
        self.conv_in = nn.Conv2d(c_in, width, 3, padding=1)
        self.down = nn.Conv2d(width, 2 * width, 3, stride=2, padding=1)
        self.self_attention = Attention(2 * width, 2 * width)
        self.cross_attention = Attention(2 * width, context)
        self.middle = nn.Conv2d(2 * width, 2 * width, 3, padding=1)
        self.up = nn.Conv2d(3 * width, width, 3, padding=1)
        self.conv_out = nn.Conv2d(width, c_out, 3, padding=1)

    def forward(self, sample, timestep, hidden, text_embeds=None, time_ids=None, timestep_cond=None):
        rows = sample.shape[0]
        time = sinusoids(timestep.reshape(-1).expand(rows), 16)
        if self.guidance is not None:
            time = time + self.guidance(timestep_cond)
        time = self.time(time)
        if self.added is not None:
            sizes = sinusoids(time_ids.reshape(-1), 4).reshape(rows, -1)
            time = time + self.added(torch.cat([text_embeds, sizes], dim=-1))
        skip = F.silu(self.conv_in(sample))
        x = self.down(skip) + 2 * time[:, :, None, None]
        b, c, h, w = x.shape
        tokens = x.reshape(b, c, h * w).transpose(1, 2)
        tokens = tokens + self.self_attention(tokens, tokens)
        tokens = tokens + 3 * self.cross_attention(tokens, hidden)
        x = tokens.transpose(1, 2).reshape(b, c, h, w)
        x = F.silu(self.middle(F.silu(x)))
        x = F.interpolate(x, scale_factor=2.0, mode="nearest")
        x = F.silu(self.up(torch.cat([x, skip], dim=1)))
        return 2 * self.conv_out(x) + 0.3 * sample[:, : self.conv_out.out_channels]


class FlowTransformer(nn.Module):
    """Patches of 2×2 latents as tokens, one block, as in the transformers of rectified-flow models."""

    def __init__(self, channels, context, width=16):
        super().__init__()
        self.patch = nn.Conv2d(channels, width, 2, stride=2)
        self.time = nn.Sequential(nn.Linear(16, width), nn.SiLU(), nn.Linear(width, width))
        self.self_attention, self.cross_attention = Attention(width, width), Attention(width, context)
        self.feed = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))
        self.unpatch = nn.ConvTranspose2d(width, channels, 2, stride=2)

    def forward(self, hidden_states, timestep, encoder_hidden_states):
        rows = hidden_states.shape[0]
        x = self.patch(hidden_states)
        b, c, h, w = x.shape
        x = x.reshape(b, c, h * w).transpose(1, 2) + self.time(sinusoids(timestep.reshape(-1).expand(rows), 16))[:, None]
        x = x + self.self_attention(x, x)
        x = x + 3 * self.cross_attention(x, encoder_hidden_states)
        x = x + self.feed(x)
        return 2 * self.unpatch(x.transpose(1, 2).reshape(b, c, h, w)) - 0.5 * hidden_states


class Encoder(nn.Module):
    """Pictures to mean and logarithm of the variance, 8 pixels to a latent."""

    def __init__(self, channels=4, width=8):
        super().__init__()
        self.steps = nn.ModuleList([nn.Conv2d(3, width, 3, padding=1)] + [nn.Conv2d(width, width, 3, stride=2) for _ in range(3)])
        self.out = nn.Conv2d(width, 2 * channels, 3, padding=1)
        self.channels = channels

    def forward(self, sample):
        x = F.silu(self.steps[0](sample))
        for step in self.steps[1:]:
            x = F.silu(step(F.pad(x, (0, 1, 0, 1))))
        mean, variance = (8 * self.out(x)).split(self.channels, dim=1)
        return torch.cat([mean, variance - 1.5], dim=1)


class Decoder(nn.Module):
    """Latents to pictures; convolutions only, so that a part of a picture can be decoded alone."""

    def __init__(self, channels=4, width=12):
        super().__init__()
        self.first = nn.Conv2d(channels, width, 3, padding=1)
        self.steps = nn.ModuleList([nn.Conv2d(width, width, 3, padding=1) for _ in range(3)])
        self.out = nn.Conv2d(width, 3, 3, padding=1)

    def forward(self, latent_sample):
        x = F.silu(self.first(latent_sample))
        for step in self.steps:
            x = F.silu(step(F.interpolate(x, scale_factor=2.0, mode="nearest")) * 1.5)
        return 4 * self.out(x)


class TextEncoder(nn.Module):
    """Two causal layers. The pooled state is that of the first end token, which has the highest id."""

    def __init__(self, vocabulary, context, width, projection=0):
        super().__init__()
        self.tokens, self.places = nn.Embedding(vocabulary, width), nn.Parameter(torch.randn(context, width) * 0.3)
        self.layers = nn.ModuleList([Attention(width, width) for _ in range(2)])
        self.norm = nn.LayerNorm(width)
        self.project = nn.Linear(width, projection, bias=False) if projection else None

    def forward(self, input_ids):
        ids = input_ids.long()
        x = self.tokens(ids) + self.places[: ids.shape[1]]
        mask = torch.full((ids.shape[1], ids.shape[1]), -1e9).triu(1)
        states = [x]
        for layer in self.layers:
            x = x + layer(x, x, mask)
            states.append(x)
        last = self.norm(x)
        pooled = last[torch.arange(ids.shape[0]), ids.argmax(-1)]
        return (pooled if self.project is None else self.project(pooled), last, *states)


class SlowUNet(nn.Module):
    """One convolution many times over: a model that takes seconds in a small file."""

    def __init__(self, times):
        super().__init__()
        self.times, self.inner = times, UNet(4, 4, 24)
        self.wide, self.again, self.back = nn.Conv2d(4, 24, 1), nn.Conv2d(24, 24, 3, padding=1), nn.Conv2d(24, 4, 1)

    def forward(self, sample, timestep, hidden):
        x = self.wide(sample)
        for _ in range(self.times):
            x = torch.tanh(self.again(x))
        return self.inner(sample, timestep, hidden) + self.back(x)


class SlowDecoder(nn.Module):
    """As slow after the picture has its full size."""

    def __init__(self, times):
        super().__init__()
        self.times, self.inner = times, Decoder()
        self.wide, self.again, self.back = nn.Conv2d(3, 16, 1), nn.Conv2d(16, 16, 3, padding=1), nn.Conv2d(16, 3, 1)

    @property
    def first(self):
        return self.inner.first

    def forward(self, latent_sample):
        x = self.wide(self.inner(latent_sample))
        for _ in range(self.times):
            x = torch.tanh(self.again(x))
        return self.back(x)
