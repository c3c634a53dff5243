"""Makes a tiny model of agreement that the tests run, with random weights, and what PyTorch says of pictures and words: python3 make.py (PyTorch 1.13).

The tokenizer is that of the training scripts without any merges: every byte is a token."""
import collections
import json
import os
import sys

import torch
import torch.nn.functional as F
from torch import nn

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, "..", "..", "..", "..", "models", "training", "image"))
from tokenizer import CONTEXT, Tokenizer  # noqa: E402

SIDE, WIDTH = 16, 6
WORDS = ["A boat at sea.", "the moon", "", "山"]


class Text(nn.Module):
    def __init__(self, tokens):
        super().__init__()
        self.embed, self.place = nn.Embedding(tokens, WIDTH), nn.Parameter(torch.randn(CONTEXT, WIDTH))
        self.out = nn.Linear(WIDTH, WIDTH)

    def forward(self, input_ids):
        states = torch.tanh(self.embed(input_ids) * self.place)
        return states, F.normalize(self.out(states.mean(1)), dim=1)


class Pictures(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), nn.ReLU(), nn.Conv2d(8, WIDTH, 3, 2, 1), nn.Flatten(), nn.Linear(WIDTH * 16, WIDTH))

    def forward(self, pixel_values):
        return F.normalize(self.net(pixel_values), dim=1)


def export(model, value, path, names, outputs):
    os.makedirs(os.path.dirname(os.path.join(here, path)), exist_ok=True)
    axes = {name: {0: "batch"} for name in [*names, *outputs]}
    torch.onnx.export(model.eval(), (value,), os.path.join(here, path), input_names=names, output_names=outputs, opset_version=13, dynamic_axes=axes)


def write(path, value):
    with open(os.path.join(here, path), "w", encoding="utf-8") as f:
        json.dump(value, f, ensure_ascii=False)


@torch.no_grad()
def main():
    torch.manual_seed(5)
    tokenizer = Tokenizer.train(collections.Counter(), 0)
    tokenizer.save(os.path.join(here, "tokenizer"))
    text, pictures = Text(len(tokenizer.vocabulary)), Pictures()
    ids = torch.tensor([tokenizer.encode(words) for words in WORDS])
    export(text, ids, "text_encoder/model.onnx", ["input_ids"], ["last_hidden_state", "text_embeds"])
    export(pictures, torch.zeros(2, 3, SIDE, SIDE), "image_encoder/model.onnx", ["pixel_values"], ["image_embeds"])
    write("config.json", {"logit_scale": 14.3, "image_size": SIDE})
    # Pictures of 32 by 48 by formula, the mean of areas of 2 by 3 makes them square.
    y, x, c = torch.meshgrid(torch.arange(48), torch.arange(32), torch.arange(3), indexing="ij")
    levels = torch.stack([(x * 5 + y * (k + 1) * 3 + c * 40) % 256 for k in range(3)])
    seen = pictures(F.avg_pool2d(levels.permute(0, 3, 1, 2).float() / 127.5 - 1, (3, 2)))
    told = text(ids)[1]
    write("expected.json", {"words": WORDS, "text": told.tolist(), "pictures": seen.tolist(), "scores": (seen @ told.T).tolist()})


main()
