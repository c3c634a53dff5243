"""The text encoder and the denoising UNet, small and with the inputs of the diffusers layout.

The UNet sees 32×32 latents (of 256-pixel pictures): little work at 32×32, most at 16×16 and 8×8. Its eight input channels are the noisy
latents and the layout's (InstructPix2Pix, Brooks et al. 2023); it predicts v (Salimans and Ho 2022)."""
import math

import torch
import torch.nn.functional as F
from torch import nn

HIDDEN = 256


class TextBlock(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x, bias):
        b, s, w = x.shape
        q, k, v = self.qkv(self.norm1(x)).reshape(b, s, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        attention = (q @ k.transpose(-1, -2) * (w // self.heads) ** -0.5 + bias).softmax(-1)
        x = x + self.out((attention @ v).transpose(1, 2).reshape(b, s, w))
        return x + self.mlp(self.norm2(x))


class TextEncoder(nn.Module):
    """Token ids [B,S] to hidden states [B,S,256] and, at the first end token, the pooled output [B,256]. Looks both ways."""

    def __init__(self, vocabulary, end, context=64, width=HIDDEN, layers=4, heads=4):
        super().__init__()
        self.end = end
        self.tokens = nn.Embedding(vocabulary, width)
        self.places = nn.Parameter(torch.randn(context, width) * 0.02)
        nn.init.normal_(self.tokens.weight, std=0.05)
        self.blocks = nn.ModuleList([TextBlock(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)

    def forward(self, input_ids):
        x = self.tokens(input_ids) + self.places[: input_ids.shape[1]]
        ends = (input_ids == self.end).int()
        # What follows the first end token is padding: no one looks at it.
        bias = (ends.cumsum(1) > 1).to(x.dtype)[:, None, None, :] * -10000.0
        for block in self.blocks:
            x = block(x, bias)
        x = self.norm(x)
        first = ends.argmax(1)
        return x, x.gather(1, first[:, None, None].expand(-1, 1, x.shape[2])).squeeze(1)


class Norm(nn.GroupNorm):
    """GroupNorm over 16 groups that keeps the type of what comes in, so that bfloat16 training stays in it."""

    def __init__(self, channels):
        super().__init__(16, channels)

    def forward(self, x):
        return F.group_norm(x, 16, self.weight.to(x.dtype), self.bias.to(x.dtype), self.eps)


class Residual(nn.Module):
    """GroupNorm, SiLU, convolution, twice; the time (and the words as a whole) scale and shift between them."""

    def __init__(self, inputs, outputs, time):
        super().__init__()
        self.norm1 = Norm(inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.time = nn.Linear(time, 2 * outputs)
        self.norm2 = Norm(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1)
        nn.init.zeros_(self.conv2.weight)
        nn.init.zeros_(self.conv2.bias)
        self.skip = nn.Conv2d(inputs, outputs, 1) if inputs != outputs else nn.Identity()

    def forward(self, x, t):
        h = self.conv1(F.silu(self.norm1(x)))
        scale, shift = self.time(t)[:, :, None, None].chunk(2, 1)
        h = self.norm2(h) * (1 + scale) + shift
        return self.skip(x) + self.conv2(F.silu(h))


class Attention(nn.Module):
    """Every place looks at every other place, then at the words."""

    def __init__(self, channels, heads, alone=True):
        super().__init__()
        self.heads = heads
        self.alone = alone
        if alone:
            self.norm1 = Norm(channels)
            self.qkv, self.out1 = nn.Linear(channels, 3 * channels), nn.Linear(channels, channels)
        self.norm2 = Norm(channels)
        self.query, self.keys = nn.Linear(channels, channels), nn.Linear(HIDDEN, 2 * channels)
        self.out2 = nn.Linear(channels, channels)
        for layer in ([self.out1] if alone else []) + [self.out2]:
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def attend(self, q, k, v):
        b, n, c = q.shape
        split = lambda x: x.reshape(b, x.shape[1], self.heads, c // self.heads).transpose(1, 2)
        q, k, v = split(q), split(k), split(v)
        weights = (q @ k.transpose(-1, -2) * (c // self.heads) ** -0.5).softmax(-1)
        return (weights @ v).transpose(1, 2).reshape(b, n, c)

    def forward(self, x, words):
        b, c, h, w = x.shape
        flat = lambda y: y.flatten(2).transpose(1, 2)
        if self.alone:
            x = x + self.out1(self.attend(*self.qkv(flat(self.norm1(x))).chunk(3, -1))).transpose(1, 2).reshape(b, c, h, w)
        k, v = self.keys(words).chunk(2, -1)
        return x + self.out2(self.attend(self.query(flat(self.norm2(x))), k, v)).transpose(1, 2).reshape(b, c, h, w)


class UNet(nn.Module):
    def __init__(self, widths=(64, 160, 256), inputs=8, outputs=4, time=320):
        super().__init__()
        a, b, c = widths
        self.time = nn.Sequential(nn.Linear(128, time), nn.SiLU(), nn.Linear(time, time))
        self.pooled = nn.Sequential(nn.LayerNorm(HIDDEN), nn.Linear(HIDDEN, time))
        self.enter = nn.Conv2d(inputs, a, 3, padding=1)
        self.down1 = Residual(a, a, time)
        self.to2 = nn.Conv2d(a, b, 3, stride=2, padding=1)
        self.down2, self.look2 = nn.ModuleList([Residual(b, b, time), Residual(b, b, time)]), Attention(b, 5)
        self.to3 = nn.Conv2d(b, c, 3, stride=2, padding=1)
        self.down3, self.look3 = nn.ModuleList([Residual(c, c, time), Residual(c, c, time)]), Attention(c, 8)
        self.middle1, self.look_middle, self.middle2 = Residual(c, c, time), Attention(c, 8), Residual(c, c, time)
        self.up3, self.look_up3 = nn.ModuleList([Residual(2 * c, c, time), Residual(2 * c, c, time)]), Attention(c, 8)
        self.from3 = nn.Conv2d(c, 4 * b, 1)
        self.up2, self.look_up2 = nn.ModuleList([Residual(2 * b, b, time), Residual(2 * b, b, time)]), Attention(b, 5)
        self.from2 = nn.Conv2d(b, 4 * a, 1)
        self.up1 = nn.ModuleList([Residual(2 * a, a, time), Residual(2 * a, a, time)])
        self.norm = Norm(a)
        self.leave = nn.Conv2d(a, outputs, 3, padding=1)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)

    def embed(self, timestep):
        frequencies = torch.exp(-math.log(10000.0) * torch.arange(64, device=timestep.device, dtype=torch.float32) / 64)
        angles = timestep.reshape(-1, 1).float() * frequencies
        return torch.cat([torch.cos(angles), torch.sin(angles)], -1)

    def forward(self, sample, timestep, encoder_hidden_states):
        words = encoder_hidden_states
        t = self.time(self.embed(timestep)).expand(sample.shape[0], -1)
        t = F.silu(t + self.pooled(words.mean(1)))
        x0 = self.enter(sample)
        x1 = self.down1(x0, t)
        x = self.to2(x1)
        skips2 = [x]
        x = self.down2[0](x, t)
        x = self.look2(self.down2[1](x, t), words)
        skips2.append(x)
        x = self.to3(x)
        skips3 = [x]
        x = self.down3[0](x, t)
        x = self.look3(self.down3[1](x, t), words)
        skips3.append(x)
        x = self.middle2(self.look_middle(self.middle1(x, t), words), t)
        x = self.up3[0](torch.cat([x, skips3[1]], 1), t)
        x = self.look_up3(self.up3[1](torch.cat([x, skips3[0]], 1), t), words)
        x = F.pixel_shuffle(self.from3(x), 2)
        x = self.up2[0](torch.cat([x, skips2[1]], 1), t)
        x = self.look_up2(self.up2[1](torch.cat([x, skips2[0]], 1), t), words)
        x = F.pixel_shuffle(self.from2(x), 2)
        x = self.up1[0](torch.cat([x, x1], 1), t)
        x = self.up1[1](torch.cat([x, x0], 1), t)
        return self.leave(F.silu(self.norm(x)))
