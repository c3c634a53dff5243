"""Reads the corpus that corpus/ (the C# program) writes: raw RGB pairs of picture and blocking-in, and one JSON line for each."""
import glob
import json
import os

import numpy as np
import torch

HELD_OUT = 900000  # pictures from this number on are never trained on


class Shard:
    """One range of pictures of one size."""

    def __init__(self, stem):
        self.name = os.path.basename(stem)
        self.first, size = self.name.split("-")
        self.first = int(self.first)
        self.width, self.height = (int(n) for n in size.split("x"))
        with open(stem + ".jsonl", encoding="utf-8") as lines:
            self.facts = [json.loads(line) for line in lines]
        shape = (len(self.facts), self.height, self.width, 3)
        self.pictures = np.memmap(stem + ".picture.rgb", np.uint8, "r", shape=shape)
        self.layouts = np.memmap(stem + ".layout.rgb", np.uint8, "r", shape=shape)


def shards(folder, held_out=False):
    """Every finished shard, in the order of its numbers."""
    stems = sorted(path[: -len(".jsonl")] for path in glob.glob(os.path.join(folder, "*.jsonl")))
    found = [Shard(stem) for stem in stems]
    return [shard for shard in found if (shard.first >= HELD_OUT) == held_out]


def to_tensor(rgb):
    """uint8 [B,H,W,3] to float NCHW in -1..1, channels last in memory."""
    x = torch.from_numpy(np.ascontiguousarray(rgb)).permute(0, 3, 1, 2)
    return x.to(torch.float32).div_(127.5).sub_(1).contiguous(memory_format=torch.channels_last)
