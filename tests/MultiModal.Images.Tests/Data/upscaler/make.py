"""Makes the tiny upscalers that the tests run, with random weights, and what PyTorch says they give: python3 make.py (PyTorch 1.13)."""
import json
import os

import torch
import torch.nn.functional as F
from torch import nn

here = os.path.dirname(os.path.abspath(__file__))


class Upscaler(nn.Module):
    """The nearest pixel and something added to it; what lies more than three pixels away has no influence."""

    def __init__(self, scale):
        super().__init__()
        self.scale = scale
        self.net = nn.Sequential(nn.Conv2d(3, 6, 5, padding=2), nn.ReLU(), nn.Conv2d(6, 3 * scale * scale, 3, padding=1), nn.PixelShuffle(scale))

    def forward(self, sample):
        return (F.interpolate(sample, scale_factor=float(self.scale), mode="nearest") + 0.6 * self.net(sample)).clamp(0, 1)


class Wide(nn.Module):
    """Looks at more than its config says: the mean of a square of 41 pixels, so that tiles do differ."""

    def forward(self, sample):
        return F.interpolate(0.5 * sample + 0.5 * F.avg_pool2d(sample, 41, 1, 20), scale_factor=2.0, mode="nearest")


def export(model, path, shape=(1, 3, 6, 5), names=("sample", "upscaled"), dynamic=True):
    os.makedirs(os.path.dirname(os.path.join(here, path)), exist_ok=True)
    axes = {names[0]: {2: "height", 3: "width"}, names[1]: {2: "tall", 3: "wide"}} if dynamic else None
    torch.onnx.export(model.eval(), torch.zeros(shape), os.path.join(here, path), input_names=names[:1], output_names=names[1:], opset_version=13, dynamic_axes=axes)


def write(path, value):
    with open(os.path.join(here, path), "w", encoding="utf-8") as f:
        json.dump(value, f)


@torch.no_grad()
def main():
    torch.manual_seed(11)
    models = {scale: Upscaler(scale) for scale in (2, 4)}
    for scale, model in models.items():
        export(model, f"conv/x{scale}.onnx")
    write("conv/config.json", {"scales": [2, 4], "overlap": 3})
    levels = torch.arange(6 * 5 * 3).reshape(6, 5, 3) * 37 % 256
    sample = levels.permute(2, 0, 1)[None] / 255
    write("conv/expected.json", {
        "levels": levels.flatten().tolist(),
        **{f"x{scale}": (model(sample)[0].permute(1, 2, 0) * 255).flatten().mul(1000).round().div(1000).tolist() for scale, model in models.items()}})
    export(models[2], "fixed/model.onnx", (1, 3, 32, 32), ("input.1", "output.9"), dynamic=False)
    write("fixed/config.json", {"scale": 2, "overlap": 3})
    export(Wide(), "wide/model.onnx", (1, 3, 50, 50))
    write("wide/config.json", {"scale": 2, "overlap": 16})


main()
