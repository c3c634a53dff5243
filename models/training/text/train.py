"""Trains the poet. Goes on from WORK/poet.pt; saves every five minutes and when told to terminate.

python3 train.py --work WORK [--minutes 45] [--threads 1] [--batch 4096] [--measure]

A step takes half its tokens from each language. The learning rate warms up and falls over the given minutes (of the processor's work on
a CPU). --measure only prints the figures of the averaged weights on everything held out."""
import argparse
import contextlib
import os
import sys
import time

import numpy as np
import torch

here = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(here, "..", "image"))
import verse  # noqa: E402
import warm  # noqa: E402
from batches import batches, held_out  # noqa: E402
from encode import Poems  # noqa: E402
from model import Poet, Shape  # noqa: E402
from muon import optimizers  # noqa: E402
from tokenizer import Tokenizer  # noqa: E402
from trainer import Average, Clock, load, save, set_rate  # noqa: E402


DECAY = 0.996           # of the averaged weights, a step


def half(device):
    """bf16 autocast, where the machine has it."""
    return torch.autocast(device, dtype=torch.bfloat16) if device == "cuda" or "avx512_bf16" in open("/proc/cpuinfo").read() else contextlib.nullcontext()


@torch.no_grad()
def measure(model, poems, control, device, limit=None):
    """Held-out nats of the poems' lines by character of the lines, all control tokens after <|poem|> counted in, and nats a token."""
    model.eval()
    figures = {}
    for language in verse.LANGUAGES:
        total = tokens = characters = 0
        for ids, targets, n in held_out(poems, language, control, 4096, limit):
            begun = np.cumsum(ids == control[verse.POEM], 1) > 0
            targets = np.where(begun, targets, -1)
            with half(device):
                loss, counted = model.loss(torch.from_numpy(ids).to(device), torch.from_numpy(targets).to(device))
            total, tokens, characters = total + loss.item(), tokens + counted, characters + n
        figures[language] = (total / characters, total / tokens)
    model.train()
    return figures


def first_table(work, poems, shape):
    """Kept in WORK, as it takes a minute."""
    path = os.path.join(work, f"words-{shape.width}.npy")
    if not os.path.exists(path):
        np.save(path, warm.table(poems, shape.vocabulary, shape.width))
    return np.load(path)


def told(figures):
    return " ".join(f"{language} {a:.4f} a character, {b:.4f} a token;" for language, (a, b) in figures.items())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", required=True)
    parser.add_argument("--out", help="checkpoint; WORK/poet.pt if not given")
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--batch", type=int, default=4096, help="tokens a step")
    parser.add_argument("--part", type=int, default=2048, help="tokens at once")
    parser.add_argument("--rate", type=float, default=1.4e-3)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--layers", type=int, default=8)
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    path = options.out or os.path.join(options.work, "poet.pt")
    control = Tokenizer.load(os.path.join(options.work, "tokenizer")).control
    saved = load(path, device)
    shape = Shape(**saved["shape"]) if saved else Shape(width=options.width, layers=options.layers)
    model = Poet(shape).to(device)
    kept_out = Poems(os.path.join(options.work, "heldout.npz"))
    if options.measure:
        model.load_state_dict(saved["average"])
        print(f"after {saved['spent']:.1f} minutes, {saved['tokens']} tokens: {told(measure(model, kept_out, control, device))}")
        return
    poems = Poems(os.path.join(options.work, "train.npz"))
    steppers = optimizers(model, options.rate)
    if not saved:
        model.wte.weight.data.copy_(torch.from_numpy(first_table(options.work, poems, shape)))
    average, step, spent, tokens = Average(model, DECAY), 0, 0.0, 0
    if saved:
        model.load_state_dict(saved["model"])
        for stepper, state in zip(steppers, saved["steppers"]):
            stepper.load_state_dict(state)
        average = Average(model, DECAY, saved["average"])
        step, spent, tokens = saved["step"], saved["spent"], saved["tokens"]
        print(f"goes on after step {step}, {spent:.1f} minutes, {tokens} tokens")
    clock = Clock(options.minutes, spent, device)
    print(f"{sum(p.numel() for p in model.parameters())} parameters on {device}", flush=True)
    streams = {language: batches(poems, language, control, options.part, np.random.default_rng([step, n])) for n, language in enumerate(verse.LANGUAGES)}
    means, begun, seen = {}, time.time(), 0

    def keep():
        save(path, {"shape": shape.asdict(), "model": model.state_dict(), "average": average.state, "steppers": [stepper.state_dict() for stepper in steppers], "step": step, "spent": clock.spent, "tokens": tokens})

    while clock.running:
        for stepper in steppers:
            rate = set_rate(stepper, options.rate, clock.done, step, warm=80)
            stepper.zero_grad(set_to_none=True)
        for language, stream in streams.items():
            parts = [next(stream) for _ in range(max(1, options.batch // 2 // options.part))]
            wanted = sum((targets >= 0).sum() for _, targets in parts)
            for ids, targets in parts:
                with half(device):
                    loss, counted = model.loss(torch.from_numpy(ids).to(device), torch.from_numpy(targets).to(device))
                (loss / (2 * wanted)).backward()
                value, before = loss.item() / counted, means.get(language)
                means[language] = value if before is None else 0.97 * before + 0.03 * value
                tokens, seen = tokens + counted, seen + counted
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for stepper in steppers:
            stepper.step()
        average.update(model, step)
        step += 1
        if step % 25 == 0:
            nats = " ".join(f"{language} {value:.3f}" for language, value in means.items())
            print(f"step {step} {clock.spent:.1f} min {tokens} tokens, nats a token {nats}, rate {rate:.1e}, {seen / (time.time() - begun):.0f} tokens/s", flush=True)
            begun, seen = time.time(), 0
        if clock.every("save", 300):
            keep()
        if clock.every("measure", 900):
            network = Poet(shape).to(device)
            network.load_state_dict(average.state)
            print(f"step {step} held out: {told(measure(network, kept_out, control, device, 300))}", flush=True)
    keep()
    model.load_state_dict(average.state)
    print(f"step {step} {clock.spent:.1f} min, held out: {told(measure(model, kept_out, control, device, 600))}", flush=True)


if __name__ == "__main__":
    main()
