"""Measures both upscalers on held-out large pictures against Lanczos and bicubic, and writes the pack.

  python3 upscaler/export.py --corpus DIR --out DIR --pack DIR/brush-upscaler [--vae DIR/vae.pt] [--sheet sheet.png]

For each scale: PSNR, and texture: the energy of what is finer than the small picture can show, as a share of the true picture's."""
import argparse
import os
import shutil
import sys

import numpy as np
import torch
from PIL import Image
from torch import nn

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, ".."), here]
from network import Upscaler  # noqa: E402
from onnx_files import export, write_json  # noqa: E402
from packing import write_manifest  # noqa: E402
from pictures import pyramids  # noqa: E402
from train import blur  # noqa: E402

SCALES = (2, 4)


class Whole(nn.Module):
    def __init__(self, upscaler):
        super().__init__()
        self.upscaler = upscaler

    def forward(self, sample):
        return self.upscaler.whole(sample)


def tensor(rgb):
    return torch.from_numpy(np.ascontiguousarray(rgb)).permute(2, 0, 1)[None].float() / 255


def psnr(found, wanted):
    return float(-10 * torch.log10((found - wanted).square().mean()))


def fine(x, scale):
    """The energy above what survives a Gaussian as wide as one pixel of the small picture."""
    return float((x - blur(x, 0.5 * scale)).square().mean())


def figures(upscalers, held):
    out, strips = {}, []
    for scale in SCALES:
        for kind in ("clean", "soft"):
            rows = {name: [] for name in ("upscaler", "lanczos", "bicubic")}
            for sizes, soft, _ in held:
                bottom = {2: 1, 4: 2}[scale]
                small = sizes[bottom] if kind == "clean" else soft[bottom]
                if small is None:
                    continue
                wanted = tensor(sizes[0])
                image, side = Image.fromarray(small), (sizes[0].shape[1], sizes[0].shape[0])
                with torch.no_grad():
                    made = {"upscaler": upscalers[scale].whole(tensor(small))}
                for name, how in (("lanczos", Image.Resampling.LANCZOS), ("bicubic", Image.Resampling.BICUBIC)):
                    made[name] = tensor(np.asarray(image.resize(side, how)))
                for name, found in made.items():
                    rows[name].append((psnr(found, wanted), fine(found, scale), fine(wanted, scale)))
                if scale == 4 and kind == "clean":
                    strips.append([made["lanczos"], made["upscaler"], wanted])
            for name, values in rows.items():
                if values:
                    a = np.array(values)
                    out.setdefault(f"x{scale}", {}).setdefault(kind, {})[name] = {"psnr": round(float(a[:, 0].mean()), 2), "texture": round(float(a[:, 1].sum() / a[:, 2].sum()), 3)}
    return out, strips


def main():
    parser = argparse.ArgumentParser()
    for name in ("corpus", "out", "pack"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--vae")
    parser.add_argument("--sheet")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if os.path.exists(options.pack):
        shutil.rmtree(options.pack)
    upscalers, size = {}, 0
    for scale in SCALES:
        upscalers[scale] = Upscaler(scale)
        upscalers[scale].load_state_dict(torch.load(os.path.join(options.out, f"x{scale}.pt"), map_location="cpu")["average"])
        axes = {name: {0: "batch", 2: "height", 3: "width"} for name in ("sample", "upscaled")}
        size += export(Whole(upscalers[scale]), (torch.zeros(1, 3, 24, 32),), os.path.join(options.pack, f"x{scale}.onnx"), ["sample"], ["upscaled"], axes)
    write_json(os.path.join(options.pack, "config.json"), {"scales": list(SCALES), "overlap": Upscaler.REACH})
    found, strips = figures(upscalers, pyramids(options.corpus, options.vae, held_out=True, cache=options.out))
    write_manifest(options.pack, {
        "id": "brush-upscaler", "task": "upscale_image", "licence": "MIT",
        "description": "Enlarges painted pictures two or four times and keeps the marks of the brush: sub-pixel residual networks.",
        "origin": "Trained from scratch with models/training/image on pictures made by this project's own procedural painter.",
        "parameters": sum(p.numel() for m in upscalers.values() for p in m.parameters()), "options": {}, "figures": found})
    for scale, kinds in found.items():
        for kind, rows in kinds.items():
            print(scale, kind, rows)
    print(f"{size / 1e3:.0f} KB")
    if options.sheet:
        crop = lambda x: (x[0, :, 300:620, 300:620].permute(1, 2, 0) * 255).byte().numpy()
        Image.fromarray(np.concatenate([np.concatenate([crop(x) for x in strip], 0) for strip in strips[:6]], 1)).save(options.sheet)


if __name__ == "__main__":
    main()
