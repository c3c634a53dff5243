"""Few-step distillation: a student learns to take in one step, guidance included, what the teacher takes in two guided steps.

  python3 diffusion/distill.py --latents DIR --unet DIR/unet.pt --out DIR/unet-few.pt [--steps 4] [--guidance 3] [--minutes 30] [--threads 2]

Progressive distillation (Salimans and Ho 2022, algorithm 2) in v-prediction, with the guidance of the teacher taken into the student
(Meng et al. 2023): the student runs without guidance, at --steps trailing timesteps, each matching two DDIM steps of the teacher.
Writes a checkpoint of the same form, so that export.py takes it with --guidance 1 --steps N."""
import argparse
import os
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(here, "..")]
from networks import TextEncoder, UNet  # noqa: E402
from noise import alphas_cumprod  # noqa: E402
from train import Latents  # noqa: E402


def main():
    parser = argparse.ArgumentParser()
    for name in ("latents", "unet", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--guidance", type=float, default=3.0)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    device = options.device
    data = Latents(options.latents)
    source = torch.load(options.unet, map_location=device)
    text = TextEncoder(source["vocabulary"], source["end"]).to(device).eval()
    text.load_state_dict(source["average"]["text"])
    teacher, student = (UNet().to(device, memory_format=torch.channels_last) for _ in range(2))
    teacher.load_state_dict(source["average"]["unet"])
    teacher.eval().requires_grad_(False)
    student.load_state_dict(source["average"]["unet"])
    steps_done = 0
    if os.path.exists(options.out):
        saved = torch.load(options.out, map_location=device)
        student.load_state_dict(saved["unet"])
        average, steps_done = saved["average"]["unet"], saved["state"]["steps"]
    else:
        average = {k: v.clone() for k, v in student.state_dict().items()}
    optimizer = torch.optim.AdamW(student.parameters(), lr=options.rate, betas=(0.9, 0.98), weight_decay=0.0)
    table = torch.cat([alphas_cumprod(), torch.ones(1)]).to(device)
    torch.manual_seed(5 + steps_done)
    random = np.random.default_rng(5 + steps_done)
    empty = torch.full((1, 64), source["end"], device=device)
    empty[0, 0] = source["end"] - 1
    with torch.no_grad():
        nothing = text(empty)[0]

    def trailing(count):
        return [round(1000 - i * 1000 / count) - 1 for i in range(count)] + [1000]

    whole, half = trailing(options.steps), trailing(2 * options.steps)

    def guided(x, layout, t, states):
        b = len(x)
        both = torch.cat([torch.cat([x, x]), torch.cat([layout, layout])], 1)
        v = teacher(both.contiguous(memory_format=torch.channels_last), torch.cat([t, t]), torch.cat([states, nothing.expand(b, -1, -1)])).float()
        return v[b:] + options.guidance * (v[:b] - v[b:])

    def ddim(x, v, t, s):
        a, b = table[t][:, None, None, None], table[s][:, None, None, None]
        clean, noise = a.sqrt() * x - (1 - a).sqrt() * v, a.sqrt() * v + (1 - a).sqrt() * x
        return b.sqrt() * clean + (1 - b).sqrt() * noise

    def save():
        torch.save({"unet": student.state_dict(), "text": source["text"], "average": {"unet": average, "text": source["average"]["text"]},
                    "state": {"steps": steps_done, "few": options.steps}, "scale": source["scale"], "vocabulary": source["vocabulary"], "end": source["end"]}, options.out + ".part")
        os.replace(options.out + ".part", options.out)

    begin = shown = saved_at = time.time()
    smooth = None
    while (done := (time.time() - begin) / 60 / options.minutes) < 1:
        for group in optimizer.param_groups:
            group["lr"] = options.rate * max(0.02, 0.5 * (1 + np.cos(np.pi * done)))
        x, layout, ids = (t.to(device) for t in data.batch(random, options.batch))
        b = len(ids)
        layout = layout * torch.from_numpy(random.random(b) >= 0.2).to(device)[:, None, None, None]
        n = torch.from_numpy(random.integers(options.steps, size=b))
        t, middle, s = (torch.tensor([row[i] for i in index]).to(device) for row, index in ((whole, n), (half, 2 * n + 1), (whole, n + 1)))
        a = table[t][:, None, None, None]
        noisy = a.sqrt() * x + (1 - a).sqrt() * torch.randn_like(x)
        with torch.autocast(device, torch.bfloat16):
            with torch.no_grad():
                states = text(ids)[0]
                z = ddim(noisy, guided(noisy, layout, t, states), t, middle)
                z = ddim(z, guided(z, layout, middle, states), middle, s)
                # The v that takes the noisy latents to z in one DDIM step from t to s: z = cos(φs − φt)… solved for v.
                c = table[s][:, None, None, None]
                wanted = ((c * a).sqrt() + ((1 - c) * (1 - a)).sqrt()) * noisy - z
                wanted = wanted / ((c * (1 - a)).sqrt() - ((1 - c) * a).sqrt())
            found = student(torch.cat([noisy, layout], 1).contiguous(memory_format=torch.channels_last), t, states)
        loss = F.mse_loss(found.float(), wanted)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        steps_done += 1
        with torch.no_grad():
            for k, v in student.state_dict().items():
                average[k].lerp_(v, 1 - min(0.995, (steps_done + 1) / (steps_done + 10)))
        smooth = loss.item() if smooth is None else 0.98 * smooth + 0.02 * loss.item()
        if time.time() - shown > 60:
            shown = time.time()
            print(f"step {steps_done} done {done:.2f} loss {smooth:.4f}", flush=True)
        if time.time() - saved_at > 300:
            saved_at = time.time()
            save()
    save()


if __name__ == "__main__":
    main()
