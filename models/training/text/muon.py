"""Orthogonalised momentum for the matrices inside the blocks (Muon, Jordan et al. 2024), AdamW for tables, gains and biases."""
import math

import torch

_STEPS = [(3.4445, -4.775, 2.0315)] * 5   # a quintic whose repetition drives singular values towards 1


def orthogonal(matrix):
    """Near to the orthogonal matrix with the same singular vectors, by Newton-Schulz steps in bf16. Rows must not outnumber columns."""
    x = matrix.bfloat16()
    x = x / (x.norm() + 1e-7)
    for a, b, c in _STEPS:
        gram = x @ x.t()
        x = torch.addmm(x, torch.addmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x.to(matrix.dtype)


class Muon(torch.optim.Optimizer):
    """Steps have a root mean square of `size` times the rate, as AdamW's have about 0.2. A matrix that holds several (queries, keys and
    values) is named with their number."""

    def __init__(self, matrices, lr, momentum=0.95, weight_decay=0.05, size=0.4):
        groups = [{"params": [p], "parts": parts} for p, parts in matrices]
        super().__init__(groups, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay, "size": size})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                kept = self.state[p].setdefault("momentum", torch.zeros_like(p))
                kept.lerp_(p.grad, 1 - group["momentum"])
                ahead = p.grad.lerp(kept, group["momentum"])
                p.mul_(1 - group["lr"] * group["weight_decay"])
                for part, target in zip(ahead.chunk(group["parts"]), p.chunk(group["parts"])):
                    tall = part.shape[0] > part.shape[1]
                    turned = orthogonal(part.t() if tall else part)
                    target.add_(turned.t() if tall else turned, alpha=-group["lr"] * group["size"] * math.sqrt(max(part.shape)))


def optimizers(model, rate):
    inner = {name: p for name, p in model.blocks.named_parameters() if p.dim() > 1}
    chosen = {id(p) for p in inner.values()}
    tables = [p for p in model.parameters() if p.dim() > 1 and id(p) not in chosen]
    rest = [p for p in model.parameters() if p.dim() <= 1]
    return [Muon([(p, 3 if "c_attn" in name else 1) for name, p in inner.items()], rate),
            torch.optim.AdamW([{"params": tables, "weight_decay": 0.05}, {"params": rest, "weight_decay": 0.0}], lr=rate, betas=(0.9, 0.97))]
