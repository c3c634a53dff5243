"""Makes the tiny text encoders that the tests run, and what they must come to.

  python3 encoders.py --out ../../Data/TextEncoders

Weights are random, from a fixed seed. Made with PyTorch 1.13 (opset 14) and onnx 1.12. Tokens, chunks and weights are put together here by hand:
a token is a byte, 256 more for the last byte of a word."""
import argparse
import json
import math
import os
import re

import onnx
import torch
from onnx import TensorProto, helper
from torch import nn

BEGIN, END, CONTEXT = 512, 513, 12


class Layer(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.first, self.second = heads, nn.LayerNorm(width), nn.LayerNorm(width)
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.wide, self.back = nn.Linear(width, 3 * width), nn.Linear(3 * width, width)

    def forward(self, x, mask):
        b, s, h = x.shape
        y = self.first(x)
        q, k, v = (part(y).view(b, s, self.heads, h // self.heads).transpose(1, 2) for part in (self.q, self.k, self.v))
        y = ((q @ k.transpose(2, 3)) / math.sqrt(h // self.heads) + mask).softmax(-1) @ v
        x = x + self.o(y.transpose(1, 2).reshape(b, s, h))
        y = self.wide(self.second(x))
        return x + self.back(y * torch.sigmoid(1.702 * y))


class Clip(nn.Module):
    """CLIP's text transformer: causal, layer norm before each part and at the end, pooled at the first end token."""

    def __init__(self, width, layers, projection=0):
        super().__init__()
        self.tokens, self.places = nn.Embedding(514, width), nn.Embedding(CONTEXT, width)
        self.layers = nn.ModuleList(Layer(width, 2) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.project = nn.Linear(width, projection, bias=False) if projection else None
        for parameter in self.parameters():
            parameter.data = torch.randn_like(parameter) * 0.6 + 0.25

    def forward(self, ids, kept=None):
        ids = ids.long()
        s = ids.shape[1]
        mask = torch.full((s, s), -1e9).triu(1)
        if kept is not None:
            mask = mask + (1 - kept.float())[:, None, None, :] * -1e9
        states = [self.tokens(ids) + self.places(torch.arange(s))]
        for layer in self.layers:
            states.append(layer(states[-1], mask))
        last = self.norm(states[-1])
        pooled = last[torch.arange(ids.shape[0]), (ids == END).int().argmax(-1)]
        return last, pooled if self.project is None else self.project(pooled), states


class Outputs(nn.Module):
    def __init__(self, model, pick):
        super().__init__()
        self.model, self.pick = model, pick

    def forward(self, *inputs):
        return self.pick(*self.model(*inputs))


def export(path, model, pick, names, ids=torch.int64, mask=False, rows=1, dynamic=True):
    example = torch.full((rows, CONTEXT), END, dtype=ids)
    inputs, given = (example, torch.ones_like(example)) if mask else (example,), ["input_ids", "attention_mask"] if mask else ["input_ids"]
    axes = {n: {0: "batch_size"} if n in ("text_embeds", "pooler_output") else {0: "batch_size", 1: "sequence_length"} for n in given + names} if dynamic else None
    torch.onnx.export(Outputs(model.eval(), pick), inputs, path, input_names=given, output_names=names, dynamic_axes=axes, opset_version=14, do_constant_folding=True)
    model = onnx.load(path)
    for node in model.graph.node:
        node.doc_string = ""
        node.name = ""
    onnx.save(model, path)
    assert os.path.getsize(path) < 60_000, (path, os.path.getsize(path))


def graph(path, nodes, inputs, outputs):
    model = helper.make_model(helper.make_graph(nodes, "g", inputs, outputs), opset_imports=[helper.make_opsetid("", 14)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, path)


def spoiled(out):
    """Encoders that are none (a rank of two, ids that are no whole numbers, an input that nobody can fill), and ids given back in rare types."""
    value = helper.make_tensor_value_info
    cast = helper.make_node("Cast", ["input_ids"], ["x"], to=TensorProto.FLOAT)
    deep = helper.make_node("Unsqueeze", ["x", "two"], ["last_hidden_state"])
    two = helper.make_node("Constant", [], ["two"], value=helper.make_tensor("two", TensorProto.INT64, [1], [2]))
    ids, states = value("input_ids", TensorProto.INT64, ["b", "s"]), value("last_hidden_state", TensorProto.FLOAT, ["b", "s", 1])
    graph(f"{out}/flat.onnx", [helper.make_node("Cast", ["input_ids"], ["last_hidden_state"], to=TensorProto.FLOAT)], [ids], [value("last_hidden_state", TensorProto.FLOAT, ["b", "s"])])
    graph(f"{out}/floats.onnx", [cast, two, deep], [value("input_ids", TensorProto.FLOAT, ["b", "s"])], [states])
    graph(f"{out}/line.onnx", [helper.make_node("Cast", ["input_ids"], ["last_hidden_state"], to=TensorProto.FLOAT)], [value("input_ids", TensorProto.INT64, ["b"])], [value("last_hidden_state", TensorProto.FLOAT, ["b"])])
    graph(f"{out}/extra.onnx", [cast, two, helper.make_node("Mul", ["x", "speed"], ["y"]), helper.make_node("Unsqueeze", ["y", "two"], ["last_hidden_state"])],
          [ids, value("speed", TensorProto.FLOAT, [1])], [states])
    whole = helper.make_node("Unsqueeze", ["input_ids", "two"], ["last_hidden_state"])
    graph(f"{out}/whole.onnx", [two, whole], [ids], [value("last_hidden_state", TensorProto.INT64, ["b", "s", 1])])
    for name, kind in (("double", TensorProto.DOUBLE), ("brain", TensorProto.BFLOAT16)):
        graph(f"{out}/{name}.onnx", [cast, two, helper.make_node("Unsqueeze", ["x", "two"], ["y"]), helper.make_node("Cast", ["y"], ["last_hidden_state"], to=kind)],
              [ids], [value("last_hidden_state", kind, ["b", "s", 1])])
    graph(f"{out}/other.onnx", [cast, two, helper.make_node("Unsqueeze", ["x", "two"], ["y"])], [value("input_ids", TensorProto.INT64, ["b", "s"])], [value("y", TensorProto.FLOAT, ["b", "s", 1]), value("x", TensorProto.FLOAT, ["b", "s"])])


# ---- what they must come to

def tokens(text):
    ids = []
    for word in re.findall(r"[a-z]+|[0-9]|[^\sa-z0-9]+", text.lower()):
        data = word.encode()
        ids += [*data[:-1], 256 + data[-1]]
    return ids


def row(pieces, pad):
    """Ids, weights and the mask of one chunk of (text, weight) pieces."""
    ids, weights = [BEGIN], [1.0]
    for text, weight in pieces:
        found = tokens(text)
        ids, weights = ids + found, weights + [weight] * len(found)
    assert len(ids) < CONTEXT, (len(ids), pieces)
    ids, weights = ids + [END], weights + [1.0]
    kept = [1] * len(ids) + [0] * (CONTEXT - len(ids))
    return torch.tensor([ids + [pad] * (CONTEXT - len(ids))]), torch.tensor(weights + [1.0] * (CONTEXT - len(weights))), torch.tensor([kept])


def weigh(z, weights, restore):
    """AUTOMATIC1111's "Original" emphasis: multiply, then bring the mean back."""
    if bool((weights == 1).all()):
        return z
    before = z.mean()
    z = z * weights[:, None]
    after = z.mean()
    if restore:
        assert abs(before) > 0.02 * z.square().mean().sqrt() and 0.3 < before / after < 3, (before, after)
        z = z * (before / after)
    return z


def encode(encoders, chunks, pads, restore=True):
    """The states of a prompt: chunks after one another, the encoders' features side by side."""
    found = []
    for pieces in chunks:
        sides = []
        for (model, take), pad in zip(encoders, pads):
            ids, weights, kept = row(pieces, pad)
            sides.append(weigh(take(model, ids, kept)[0], weights, restore))
        found.append(torch.cat(sides, -1))
    return torch.cat(found)


def numbers(tensor):
    return [float(f"{x:.8g}") for x in tensor.detach().flatten().tolist()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True)
    out = parser.parse_args().out
    os.makedirs(out, exist_ok=True)
    torch.manual_seed(20)
    plain, half, first, second = Clip(4, 2), Clip(4, 3), Clip(4, 2), Clip(6, 3, projection=5)
    export(f"{out}/plain.onnx", plain, lambda last, pooled, states: (last, pooled), ["last_hidden_state", "pooler_output"], ids=torch.int32)
    export(f"{out}/half.onnx", half, lambda last, pooled, states: (last.half(), *[x.half() for x in states]), ["last_hidden_state", *[f"hidden_states.{i}" for i in range(4)]], mask=True, rows=2, dynamic=False)
    export(f"{out}/first.onnx", first, lambda last, pooled, states: (last, pooled, *states), ["last_hidden_state", "pooler_output", *[f"hidden_states.{i}" for i in range(3)]])
    export(f"{out}/second.onnx", second, lambda last, pooled, states: (pooled, last, *states), ["text_embeds", "last_hidden_state", *[f"hidden_states.{i}" for i in range(4)]])
    spoiled(out)

    last = lambda model, ids, kept: model(ids)[0]
    masked = lambda model, ids, kept: model(ids, kept)[0].half().float()
    skip = lambda n: lambda model, ids, kept: model.norm(model(ids)[2][-(n + 1)])
    raw = lambda n: lambda model, ids, kept: model(ids)[2][-(n + 2)]
    sd, xl = lambda take: [(plain, take)], lambda n: [(first, raw(n)), (second, raw(n))]
    cases = []

    def case(pack, prompt, chunks, encoders, pads, pooled=None, restore=True, **options):
        pooled_row = numbers(second(row(chunks[0], 33)[0])[1]) if pack.startswith(("xl", "refiner")) else []
        cases.append({"pack": pack, "prompt": prompt, **options, "states": numbers(encode(encoders, chunks, pads, restore)), "pooled": pooled_row})

    one = lambda text, weight=1.0: [(text, weight)]
    with torch.no_grad():
        for prompt, chunks in [
            ("", [[]]),
            ("Red moon", [one("red moon")]),
            ("a (cat:1.5) b", [[("a", 1), ("cat", 1.5), ("b", 1)]]),
            ("[a] ((b)) c", [[("a", 1 / 1.1), ("b", 1.21), ("c", 1)]]),
            ("(ab:-0.5) cd", [[("ab", -0.5), ("cd", 1)]]),
            ("abcdef BREAK gh", [one("abcdef"), one("gh")]),
            ("abcdefghijklm", [one("abcdefghij")]),
            ("ab, cd, efghijk", [one("ab, cd,"), one("efghijk")]),
            ("ab, (cd efghijk:1.3) l", [one("ab,"), [("cd", 1.3), ("efghijk", 1.3), ("l", 1)]]),
        ]:
            if prompt == "abcdefghijklm":
                # One word over two chunks: cut by tokens.
                ids = tokens(prompt)
                z = []
                for part in (ids[:10], ids[10:]):
                    z.append(plain(torch.tensor([[BEGIN, *part, END] + [END] * (CONTEXT - 2 - len(part))]))[0][0])
                cases.append({"pack": "plain", "prompt": prompt, "states": numbers(torch.cat(z)), "pooled": []})
                continue
            case("plain", prompt, chunks, sd(last), [END])
        case("plain", "a (cat:1.5) b", [[("a", 1), ("cat", 1.5), ("b", 1)]], sd(last), [END], restore=False, emphasis="Plain")
        case("plain", "a (cat:1.5) b", [one("a cat b")], sd(last), [END], emphasis="Ignored")
        case("half", "red moon", [one("red moon")], [(half, masked)], [END])
        for n in (0, 1):
            case("states", "red moon", [one("red moon")], [(first, last if n == 0 else skip(n))], [END], skip=n)
        case("xl", "red moon", [one("red moon")], xl(0), [END, 33])
        case("xl", "", [[]], xl(0), [END, 33])
        case("xl", "a (cat:1.5) BREAK b", [[("a", 1), ("cat", 1.5)], one("b")], xl(0), [END, 33])
        case("refiner", "red moon", [one("red moon")], [(second, raw(0))], [33])
        case("refiner", "red moon", [one("red moon")], [(second, raw(1))], [33], skip=1)

    def guidance(w, size):
        """diffusers' get_guidance_scale_embedding."""
        half_size = size // 2
        rates = torch.exp(torch.arange(half_size, dtype=torch.float32) * -(torch.log(torch.tensor(10000.0)) / (half_size - 1)))
        angles = (torch.tensor([w]) * 1000.0)[:, None] * rates[None, :]
        found = torch.cat([angles.sin(), angles.cos()], 1)
        return numbers(nn.functional.pad(found, (0, 1)) if size % 2 else found)

    embeddings = [{"guidance": scale, "values": guidance(scale - 1, size)} for scale, size in ((1.0, 4), (7.5, 8), (8.0, 7), (1.8, 256))]
    with open(f"{out}/expected.json", "w", encoding="utf-8", newline="\n") as f:
        f.write('{"cases": [\n' + ",\n".join(json.dumps(item) for item in cases) + '\n],\n"guidance": [\n' + ",\n".join(json.dumps(item) for item in embeddings) + "\n]}\n")


if __name__ == "__main__":
    main()
