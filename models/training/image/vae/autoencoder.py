"""A small variational autoencoder: 8 times smaller on each side, four latent channels. No normalisation layers, as in tiny
autoencoders for Stable Diffusion; pixels are shuffled in and out in blocks so that little is computed at full size."""
import torch
import torch.nn.functional as F
from torch import nn

LATENT_CHANNELS = 4
FACTOR = 8


class Block(nn.Module):
    """x + conv(silu(conv(silu(x)))); the last convolution begins at zero."""

    def __init__(self, channels):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)

    def forward(self, x):
        return x + self.second(F.silu(self.first(F.silu(x))))


class Encoder(nn.Module):
    """Pictures [B,3,H,W] in -1..1 to latent parameters [B,8,H/8,W/8]: mean and log variance."""

    def __init__(self, widths=(32, 80, 128)):
        super().__init__()
        a, b, c = widths
        self.net = nn.Sequential(
            nn.PixelUnshuffle(2), nn.Conv2d(12, a, 3, padding=1), Block(a),
            nn.Conv2d(a, b, 3, stride=2, padding=1), Block(b), Block(b),
            nn.Conv2d(b, c, 3, stride=2, padding=1), Block(c), Block(c),
            nn.SiLU(), nn.Conv2d(c, 2 * LATENT_CHANNELS, 3, padding=1))

    def forward(self, sample):
        mean, logvar = self.net(sample).chunk(2, 1)
        return torch.cat([mean, logvar.clamp(-20, 4)], 1)


class Decoder(nn.Module):
    """Latents [B,4,h,w] to pictures [B,3,8h,8w], about -1..1."""

    def __init__(self, widths=(128, 80, 40)):
        super().__init__()
        a, b, c = widths
        self.net = nn.Sequential(
            nn.Conv2d(LATENT_CHANNELS, a, 3, padding=1), Block(a), Block(a), Block(a),
            nn.Conv2d(a, 4 * b, 3, padding=1), nn.PixelShuffle(2), Block(b), Block(b),
            nn.Conv2d(b, 4 * c, 3, padding=1), nn.PixelShuffle(2), Block(c), Block(c),
            nn.SiLU(), nn.Conv2d(c, 12, 3, padding=1), nn.PixelShuffle(2))

    def forward(self, latent):
        # The bound keeps a stray latent from burning a hole into the picture.
        return self.net(torch.tanh(latent / 6) * 6)


class Discriminator(nn.Module):
    """Judges 16-pixel patches, for the last part of the training only."""

    def __init__(self, width=48):
        super().__init__()
        norm = nn.utils.spectral_norm
        self.net = nn.ModuleList([
            norm(nn.Conv2d(3, width, 4, 2, 1)), norm(nn.Conv2d(width, 2 * width, 4, 2, 1)),
            norm(nn.Conv2d(2 * width, 2 * width, 3, 1, 1)), norm(nn.Conv2d(2 * width, 1, 3, 1, 1))])

    def forward(self, x):
        features = []
        for layer in self.net[:-1]:
            x = F.leaky_relu(layer(x), 0.2)
            features.append(x)
        return self.net[-1](x), features
