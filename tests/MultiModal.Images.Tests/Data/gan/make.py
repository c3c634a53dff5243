"""Makes the tiny generators that the tests run, with random weights, and what PyTorch says they give: python3 make.py (PyTorch 1.13).

Each expected.json holds, for some seeds, the first values of the latent and the whole output as PyTorch computes it. Latents are drawn with
seeded_random.py, the project's generator written a second time."""
import json
import math
import os
import sys

import torch
from torch import nn

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, ".."))
from seeded_random import SeededRandom, combine  # noqa: E402

Z, SIDE = 8, 8


def normal(seed, size=Z):
    random = SeededRandom(seed).fork("latent")
    return [random.gaussian() for _ in range(size)]


def truncated(seed, threshold, size=Z):
    again = SeededRandom(seed).fork("latent").fork("again")
    values = []
    for value in normal(seed, size):
        while abs(value) > threshold:
            value = -threshold + 2 * threshold * again.uniform()
            if again.uniform() < math.exp(-0.5 * value * value):
                break
            value = math.inf
        values.append(value)
    return values


class Synthesis(nn.Module):
    """A vector, and pictures if there are any, to a picture."""

    def __init__(self, size, channels=3, pictures=0):
        super().__init__()
        self.start = nn.Linear(size, 6 * 4 * 4)
        self.up = nn.ConvTranspose2d(6, 6, 4, 2, 1)
        self.end = nn.Conv2d(6 + pictures, channels, 3, 1, 1)

    def forward(self, x, picture=None):
        x = torch.relu(self.start(x)).view(-1, 6, 4, 4)
        x = torch.relu(self.up(x))
        if picture is not None:
            x = torch.cat([x, picture], 1)
        return torch.tanh(2 * self.end(x))


class Dcgan(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.ConvTranspose2d(Z, 6, 4, 1, 0), nn.ReLU(), nn.ConvTranspose2d(6, 1, 4, 2, 1), nn.Tanh())

    def forward(self, z):
        return self.net(z)


class Classes(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(3, Z)
        self.net = Synthesis(Z)

    def forward(self, latent, label):
        return self.net(latent + 2 * self.embed(label))


class Big(nn.Module):
    """The inputs of BigGAN: z, a one-hot class and the truncation, which scales something inside."""

    def __init__(self):
        super().__init__()
        self.net = Synthesis(Z + 5)

    def forward(self, z, class_vector, truncation):
        return self.net(torch.cat([z * (1 + truncation), class_vector], 1))


class Psi(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = Synthesis(Z)

    def forward(self, z, psi):
        return (self.net(z * psi).permute(0, 2, 3, 1) + 1) / 2


class Mapping(nn.Module):
    def __init__(self, width, layers=None, classes=0):
        super().__init__()
        self.layers, self.width = layers, width
        self.net = nn.Sequential(nn.Linear(Z + classes, 12), nn.LeakyReLU(0.2), nn.Linear(12, width * (layers or 1)))

    def forward(self, z, label=None):
        w = self.net(z if label is None else torch.cat([z, label], 1))
        return w if self.layers is None else w.view(-1, self.layers, self.width)


class Styled(nn.Module):
    def __init__(self, width, layers):
        super().__init__()
        self.net = Synthesis(width * layers)

    def forward(self, w):
        return self.net(w.flatten(1))


class Words(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = Synthesis(Z + 6, pictures=3)

    def forward(self, latent, text_embeds, layout):
        return self.net(torch.cat([latent, text_embeds], 1), layout)


class States(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = Synthesis(Z + 6)

    def forward(self, latent, encoder_hidden_states):
        return self.net(torch.cat([latent, encoder_hidden_states.mean(1)], 1))


class Half(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = Synthesis(Z)

    def forward(self, z):
        return self.net(z.float()).half()


def export(model, inputs, path, names, output="sample", dynamic=True, more=None):
    os.makedirs(os.path.dirname(os.path.join(here, path)), exist_ok=True)
    axes = {name: {0: "batch"} for name, value in zip([*names, output], [*inputs, torch.zeros(1, 1)]) if value.dim() > 0 and name != "truncation"}
    for name, free in (more or {}).items():
        axes[name].update(free)
    torch.onnx.export(model.eval(), tuple(inputs), os.path.join(here, path), input_names=list(names), output_names=[output], opset_version=13, dynamic_axes=axes if dynamic else None)


def config(folder, **values):
    with open(os.path.join(here, folder, "config.json"), "w", encoding="utf-8") as f:
        json.dump(values, f, ensure_ascii=False)


def expect(folder, cases):
    def rounded(x):
        return [float(f"{v:.8g}") for v in (x.flatten().tolist() if isinstance(x, torch.Tensor) else x)]

    with open(os.path.join(here, folder, "expected.json"), "w", encoding="utf-8") as f:
        json.dump([{**case, "output": rounded(case["output"])} for case in cases], f)


def row(values):
    return torch.tensor([values], dtype=torch.float32)


@torch.no_grad()
def main():
    torch.manual_seed(7)

    plain = Synthesis(Z)
    export(plain, [torch.zeros(1, Z)], "plain/model.onnx", ["z"])
    expect("plain", [
        {"seed": 1, "truncation": 1, "output": plain(row(normal(1)))},
        {"seed": 2, "truncation": 0.35, "output": plain(row(truncated(2, 0.7)))},
        {"seed": 9, "truncation": 0, "output": plain(row([0] * Z))}])

    dcgan = Dcgan()
    export(dcgan, [torch.zeros(2, Z, 1, 1)], "dcgan/generator.onnx", ["input.1"], "output.7", dynamic=False)
    expect("dcgan", [{"seed": 3, "truncation": 1, "output": dcgan(row(normal(3)).view(1, Z, 1, 1))}])

    classes = Classes()
    export(classes, [torch.zeros(1, Z), torch.zeros(1, dtype=torch.long)], "classes/model.onnx", ["latent", "class_labels"])
    config("classes", id2label={"0": "boat", "1": "moon, full moon", "2": "pine tree"})
    expect("classes", [{"seed": 4, "truncation": 1, "class": c, "output": classes(row(normal(4)), torch.tensor([c]))} for c in range(3)])

    big = Big()
    one_hot = torch.eye(5)
    export(big, [torch.zeros(1, Z), torch.zeros(1, 5), torch.zeros(1)], "big/model.onnx", ["z", "class_vector", "truncation"])
    expect("big", [{"seed": 5, "truncation": psi, "class": 3, "output": big(psi * row(truncated(5, 2)), one_hot[3:4], torch.tensor([psi]))} for psi in (1.0, 0.4)])

    psi_model = Psi()
    export(psi_model, [torch.zeros(1, Z), torch.tensor(1.0)], "psi/model.onnx", ["z", "truncation_psi"])
    config("psi", output_range=[0, 1], truncation=0.5)
    expect("psi", [{"seed": 6, "truncation": psi, "output": psi_model(row(normal(6)), torch.tensor(psi))} for psi in (0.5, 1.0)])

    mapping, synthesis = Mapping(4), Styled(4, 3)
    export(mapping, [torch.zeros(1, Z)], "style/mapping.onnx", ["z"], "w")
    export(synthesis, [torch.zeros(1, 3, 4)], "style/synthesis.onnx", ["ws"], "img")
    average = [0.5, -0.25, 0.125, 1.0]
    config("style", w_avg=average)
    mean = row(average)
    expect("style", [{"seed": 7, "truncation": psi, "output": synthesis((mean + psi * (mapping(row(normal(7))) - mean))[:, None].repeat(1, 3, 1))} for psi in (1.0, 0.6, 0.0)])

    mapping, synthesis = Mapping(4, 3, 2), Styled(4, 3)
    export(mapping, [torch.zeros(1, Z), torch.zeros(1, 2)], "layers/mapping.onnx", ["z", "c"], "w")
    export(synthesis, [torch.zeros(1, 3, 4)], "layers/synthesis.onnx", ["w"], "img")
    config("layers", truncation_cutoff=2)
    label = torch.eye(2)[1:2]
    mean = torch.stack([mapping(row(normal(combine(i, "mean style"))), label) for i in range(1024)]).double().mean(0).float()
    cases = []
    for psi in (1.0, 0.5):
        w = mapping(row(normal(8)), label)
        w[:, :2] = mean[:, :2] + psi * (w[:, :2] - mean[:, :2])
        cases.append({"seed": 8, "truncation": psi, "class": 1, "output": synthesis(w)})
    expect("layers", cases)

    words = Words()
    export(words, [torch.zeros(1, Z), torch.zeros(1, 6), torch.zeros(1, 3, SIDE, SIDE)], "words/model.onnx", ["latent", "text_embeds", "layout"])
    text = [0.5, -1, 0.25, 2, 0, -0.75]
    layout = torch.stack([torch.full((SIDE, SIDE), level / 127.5 - 1) for level in (10, 100, 250)])[None]
    expect("words", [
        {"seed": 9, "truncation": 1, "text": text, "layout": [10, 100, 250], "output": words(row(normal(9)), row(text), layout)},
        {"seed": 9, "truncation": 1, "output": words(row(normal(9)), row([0] * 6), torch.zeros(1, 3, SIDE, SIDE))}])

    states = States()
    export(states, [torch.zeros(1, Z), torch.zeros(1, 5, 6)], "states/model.onnx", ["latent", "encoder_hidden_states"], more={"encoder_hidden_states": {1: "tokens"}})
    text = [0.5, -1, 0.25, 2, 0, -0.75, 3, 1, -2, 0, 0.5, 0.25]
    expect("states", [{"seed": 11, "truncation": 1, "text": text, "output": states(row(normal(11)), torch.tensor(text).view(1, 2, 6))}])

    half = Half()
    export(half, [torch.zeros(1, Z, dtype=torch.half)], "half/model.onnx", ["z"])
    expect("half", [{"seed": 10, "truncation": 1, "output": half(row(normal(10)).half()).float()}])


main()
