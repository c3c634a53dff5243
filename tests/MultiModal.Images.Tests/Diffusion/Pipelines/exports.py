"""Makes the tiny diffusion packs that the tests run, and what they must come to.

  python3 exports.py --diffusers CHECKOUT --out ../../Data/Diffusion

CHECKOUT is a clone of github.com/huggingface/diffusers: its scheduler classes are used as they are, the loops around them are written here
in PyTorch. Weights are random, from a fixed seed. Made with PyTorch 1.13 (opset 14)."""
import argparse
import base64
import json
import os
import shutil

import torch

import schedulers
from networks import Decoder, Encoder, FlowTransformer, SlowDecoder, SlowUNet, TextEncoder, UNet

CONTEXT = 16
SCALED_LINEAR = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
DDIM = {"_class_name": "DDIMScheduler", **SCALED_LINEAR, "clip_sample": False, "set_alpha_to_one": False, "steps_offset": 1}
EULER = {"_class_name": "EulerDiscreteScheduler", **SCALED_LINEAR, "steps_offset": 1, "timestep_spacing": "leading"}


# ---- writing packs

def write(path, value):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write(value if isinstance(value, str) else json.dumps(value, indent=1, ensure_ascii=False) + "\n")


def export(model, inputs, names, outputs, axes, path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    torch.onnx.export(model.eval(), inputs, path, input_names=names, output_names=outputs, dynamic_axes=axes, opset_version=14, do_constant_folding=True)
    size = os.path.getsize(path)
    assert size < 150_000, (path, size)


def latents(*names):
    return {name: {0: "batch_size", 2: "height", 3: "width"} for name in names}


def tokenizer(folder, length):
    """A byte-level vocabulary as CLIP's: 256 bytes, the same at the end of a word, five merges, two special tokens."""
    known = list(range(33, 127)) + list(range(161, 173)) + list(range(174, 256))
    letters = {b: chr(b) for b in known}
    for n, b in enumerate(b for b in range(256) if b not in letters):
        letters[b] = chr(256 + n)
    letters = [letters[b] for b in known] + [letters[b] for b in range(256) if b not in known]
    merges = [("t", "h"), ("th", "e</w>"), ("o", "n</w>"), ("l", "a"), ("la", "k")]
    words = letters + [x + "</w>" for x in letters] + [a + b for a, b in merges] + ["<|startoftext|>", "<|endoftext|>"]
    write(os.path.join(folder, "vocab.json"), json.dumps({w: i for i, w in enumerate(words)}, ensure_ascii=False) + "\n")
    write(os.path.join(folder, "merges.txt"), "#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges))
    write(os.path.join(folder, "tokenizer_config.json"), {
        "tokenizer_class": "CLIPTokenizer", "model_max_length": length, "bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>", "pad_token": "<|endoftext|>", "unk_token": "<|endoftext|>"})
    return len(words)


class Half(torch.nn.Module):
    """The same model with 16-bit numbers at its border."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, *inputs):
        return self.inner(*[x.float() for x in inputs]).half()


class Drawn(torch.nn.Module):
    """An encoder as older exporters wrote it: its output is latents, not a distribution. (They drew them at random; here it is the mean.)"""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, sample):
        return self.encoder(sample).split(4, dim=1)[0]


class OneSize(torch.nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, sample, timestep, hidden):
        return self.inner(sample, timestep, hidden)


class Maker:
    def __init__(self, out):
        self.out = out
        self.parts = {}

    def path(self, *parts):
        return os.path.join(self.out, *parts)

    def share(self, name, path, make):
        """The same part in several packs is the same file."""
        if name in self.parts:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            shutil.copyfile(self.parts[name], path)
        else:
            make(path)
            self.parts[name] = path

    def text(self, pack, model, name="text_encoder", ids=torch.int64, pooled="pooler_output", states=False):
        outputs = [pooled, "last_hidden_state"] + [f"hidden_states.{i}" for i in range(3)] if states else [pooled, "last_hidden_state"]

        class Taken(torch.nn.Module):
            def forward(self, input_ids):
                return model(input_ids)[: len(outputs)]

        taken = Taken()
        taken.model = model
        axes = {"input_ids": {0: "batch_size", 1: "sequence_length"}, pooled: {0: "batch_size"}, **{n: {0: "batch_size", 1: "sequence_length"} for n in outputs[1:]}}
        self.share(f"{name} {ids} {states}", self.path(pack, name, "model.onnx"), lambda path: export(
            taken, (torch.zeros(2, CONTEXT, dtype=ids),), ["input_ids"], outputs, axes, path))
        write(self.path(pack, name, "config.json"), {"hidden_size": model.norm.weight.shape[0], "num_hidden_layers": 2, "max_position_embeddings": CONTEXT, "eos_token_id": 518})
        tokenizer(self.path(pack, name.replace("text_encoder", "tokenizer")), CONTEXT)

    def vae(self, pack, encoder, decoder, config, old=False):
        self.share(f"decoder {id(decoder)}", self.path(pack, "vae_decoder", "model.onnx"), lambda path: export(
            decoder, (torch.randn(1, decoder.first.in_channels, 8, 8),), ["latent_sample"], ["sample"], latents("latent_sample", "sample"), path))
        output = "latent_sample" if old else "latent_parameters"
        self.share(f"encoder {id(encoder)} {old}", self.path(pack, "vae_encoder", "model.onnx"), lambda path: export(
            Drawn(encoder) if old else encoder, (torch.randn(1, 3, 64, 64),), ["sample"], [output], latents("sample", output), path))
        for part in ("vae_encoder", "vae_decoder") if config else ():
            write(self.path(pack, part, "config.json"), {"_class_name": "AutoencoderKL", "in_channels": 3, "out_channels": 3, "block_out_channels": [8, 8, 8, 8], **config})

    def unet(self, pack, model, c_in, context, step=torch.tensor(9.0), extra=(), half=False, fixed=False, config=None, name="unet", first="sample"):
        names = [first, "timestep", "encoder_hidden_states"] + [n for n, _ in extra]
        rows = {n: {0: "batch_size"} for n, _ in extra}
        axes = {**latents(first, "out_sample"), "encoder_hidden_states": {0: "batch_size", 1: "sequence_length"}, **rows}
        if step.dim() == 1 and step.shape[0] > 1:
            axes["timestep"] = {0: "batch_size"}
        inputs = [torch.randn(2, c_in, 8, 8), step, torch.randn(2, CONTEXT, context)] + [torch.randn(2, n) for _, n in extra]
        if half:
            inputs = [x.half() for x in inputs]
            model = Half(model)
        with torch.no_grad():  # every input reaches the output
            given = [x if x.is_floating_point() else x.float() for x in inputs]
            forward = (lambda *xs: model(*xs[:3], timestep_cond=xs[3])) if len(extra) == 1 else model
            for i in range(len(inputs)):
                changed = [x + (torch.rand_like(x) * (500 if names[i] == "timestep" else 3) if j == i else 0) for j, x in enumerate(given)]
                assert (forward(*changed) - forward(*given)).abs().max() > 0.01, (pack, names[i])
        if extra and len(extra) == 1:  # timestep_cond is the last parameter
            inner = model

            class Guided(torch.nn.Module):
                def forward(self, sample, timestep, hidden, condition):
                    return inner(sample, timestep, hidden, timestep_cond=condition)

            model = Guided()
            model.inner = inner
        export(model, tuple(inputs), names, ["out_sample"], {} if fixed else axes, self.path(pack, name, "model.onnx"))
        if config is not None:
            write(self.path(pack, name, "config.json"), {"in_channels": c_in, "out_channels": 4, "sample_size": 8, "cross_attention_dim": context, "block_out_channels": [8, 16], **config})

    def index(self, pack, name, scheduler, parts, **more):
        write(self.path(pack, "model_index.json"), {"_class_name": name, "_diffusers_version": "0.30.0", **more, **{part: ["optimum", "ORTModel"] for part in parts}, "safety_checker": [None, None]})
        write(self.path(pack, "scheduler", "scheduler_config.json"), {"_diffusers_version": "0.30.0", **scheduler})


# ---- what the packs must come to: the loops

def picture(width, height):
    """The picture to begin from, the same formula as in the tests: 8-bit values as −1 to 1."""
    x, y = torch.arange(width).repeat(height, 1), torch.arange(height)[:, None].repeat(1, width)
    planes = torch.stack([(5 * x + 3 * y) % 256, (2 * x + 7 * y) % 256, (x * y) % 256]).float()
    return (planes / 127.5 - 1)[None]


def draw(parameters, noise):
    mean, logvar = parameters.split(parameters.shape[1] // 2, dim=1)
    return mean + (0.5 * logvar.clamp(-30, 20)).exp() * noise


def first_index(scheduler, steps, strength):
    """Where image-to-image begins among the timesteps."""
    count = min(int(steps * strength), steps)
    return max(steps - count, 0) * getattr(scheduler, "order", 1)


def rescale(guided, text, amount):
    dims = tuple(range(1, guided.dim()))
    scaled = guided * (text.std(dim=dims, keepdim=True) / guided.std(dim=dims, keepdim=True))
    return amount * scaled + (1 - amount) * guided


@torch.no_grad()
def denoise(case, scheduler, predict, noise, clean=None, strength=1.0, mask=None):
    """predict(model_input, t) gives the guided prediction."""
    scheduler.set_timesteps(case["steps"])
    steps = scheduler.timesteps
    begin = first_index(scheduler, case["steps"], strength)
    if hasattr(scheduler, "set_begin_index"):
        scheduler.set_begin_index(begin)
    flow = not hasattr(scheduler, "add_noise")
    if clean is not None and strength < 1:
        sample = scheduler.scale_noise(clean, steps[begin : begin + 1], noise) if flow else scheduler.add_noise(clean, noise, steps[begin : begin + 1])
    else:
        sample = noise * (1.0 if flow else scheduler.init_noise_sigma)
    for i in range(begin, len(steps)):
        t = steps[i]
        model_input = sample if flow else scheduler.scale_model_input(sample, t)
        guided = predict(model_input, t)
        output = scheduler.step(guided, t, sample, return_dict=False)
        sample = output[0]
        if mask is not None:
            kept = scheduler.add_noise(clean, noise, steps[i + 1 : i + 2]) if i + 1 < len(steps) else clean
            sample = (1 - mask) * kept + mask * sample
    assert not schedulers.NOISE, "noise left over"
    return sample


def guidance(case, call, hidden, unconditional, rows_text=lambda n: {}, rows_none=lambda n: {}):
    """Classifier-free guidance as two calls."""
    def predict(x, t):
        text = call(x, t, hidden, **rows_text(x.shape[0]))
        if case["guidance"] <= 1:
            return text
        none = call(x, t, unconditional.expand(x.shape[0], -1, -1), **rows_none(x.shape[0]))
        guided = none + case["guidance"] * (text - none)
        return rescale(guided, text, case["guidanceRescale"]) if case.get("guidanceRescale") else guided
    return predict


def pack_floats(tensor):
    return base64.b64encode(tensor.detach().float().contiguous().numpy().astype("<f4").tobytes()).decode()


def guidance_embedding(scale, width):
    half = width // 2
    frequencies = torch.exp(torch.arange(half, dtype=torch.float32) * -(torch.log(torch.tensor(10000.0)) / (half - 1)))
    phase = torch.tensor([scale - 1.0]) * 1000.0 * frequencies
    return torch.cat([phase.sin(), phase.cos()])[None]


class Cases:
    def __init__(self):
        self.all = []

    def add(self, case, result, **tensors):
        for name, value in tensors.items():
            if value is not None:
                case[name] = pack_floats(torch.cat(value) if isinstance(value, list) else value)
        case["expected"] = pack_floats(result)
        assert torch.isfinite(result).all() and result.abs().max() < 30, (case["name"], result.abs().max())
        print(f"{case['name']}: mean {result.mean():.4f}, deviation {result.std():.4f}, largest {result.abs().max():.3f}")
        self.all.append(case)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--diffusers", required=True)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    schedulers.load(options.diffusers)
    torch.manual_seed(20240607)
    make, cases = Maker(options.out), Cases()
    randn = torch.randn

    words = tokenizer(make.path("sd", "tokenizer"), CONTEXT)
    text = TextEncoder(words, CONTEXT, 24)
    first, second = TextEncoder(words, CONTEXT, 12), TextEncoder(words, CONTEXT, 20, projection=20)
    encoder, decoder = Encoder(), Decoder()
    vae = {"latent_channels": 4, "scaling_factor": 0.9}
    scale = vae["scaling_factor"]
    parts = ("text_encoder", "tokenizer", "unet", "vae_decoder", "vae_encoder", "scheduler")

    def conditions(images=1, width=24):
        return randn(images, CONTEXT, width), randn(1, CONTEXT, width)

    # Stable Diffusion: epsilon, v; two images at once, from a picture, and with a mask blended in.
    unet = UNet(4, 4, 24)
    v_config = {**DDIM, "prediction_type": "v_prediction", "rescale_betas_zero_snr": True, "timestep_spacing": "trailing"}
    for pack, scheduler in (("sd", DDIM), ("sd-v", v_config)):
        make.unet(pack, unet, 4, 24, config={})
        make.vae(pack, encoder, decoder, vae)
        make.text(pack, text)
        make.index(pack, "StableDiffusionPipeline", scheduler, parts)
        case = {"name": pack, "pack": pack, "steps": 5, "guidance": 7.5 if pack == "sd" else 4.0, "guidanceRescale": 0.0 if pack == "sd" else 0.7, "images": 2}
        noise, (hidden, none) = randn(2, 4, 8, 8), conditions(2)
        result = denoise(case, schedulers.create(scheduler), guidance(case, unet, hidden, none), noise)
        cases.add(case, result, noise=noise, hidden=hidden, unconditional=none, picture=decoder(result[:1] / scale) if pack == "sd" else None)

    case = {"name": "sd without guidance", "pack": "sd", "steps": 4, "guidance": 1.0, "images": 1}
    noise, (hidden, none) = randn(1, 4, 8, 12), conditions()
    cases.add(case, denoise(case, schedulers.create(DDIM), guidance(case, unet, hidden, none), noise), noise=noise, hidden=hidden)

    case = {"name": "sd from a picture", "pack": "sd", "steps": 5, "guidance": 3.0, "images": 1, "strength": 0.6}
    noise, drawn, (hidden, none) = randn(1, 4, 8, 8), randn(1, 4, 8, 8), conditions()
    clean = draw(encoder(picture(64, 64)), drawn) * scale
    cases.add(case, denoise(case, schedulers.create(DDIM), guidance(case, unet, hidden, none), noise, clean, 0.6), noise=noise, hidden=hidden, unconditional=none, encodeNoise=drawn)

    case = {"name": "sd with a mask", "pack": "sd", "steps": 5, "guidance": 3.0, "images": 1, "strength": 0.8}
    mask = torch.zeros(1, 1, 8, 8)
    mask[:, :, 2:7, 3:6] = 1
    noise, drawn, (hidden, none) = randn(1, 4, 8, 8), randn(1, 4, 8, 8), conditions()
    clean = draw(encoder(picture(64, 64)), drawn) * scale
    cases.add(case, denoise(case, schedulers.create(DDIM), guidance(case, unet, hidden, none), noise, clean, 0.8, mask), noise=noise, hidden=hidden, unconditional=none, encodeNoise=drawn, mask=mask)

    # An export as it was made before Optimum: int32 ids, one timestep a row, latents already drawn, no configuration beside the models.
    make.unet("sd-legacy", unet, 4, 24, step=torch.tensor([9.0, 9.0]))
    make.vae("sd-legacy", encoder, decoder, None, old=True)
    make.text("sd-legacy", text, ids=torch.int32)
    os.remove(make.path("sd-legacy", "text_encoder", "config.json"))
    make.index("sd-legacy", "OnnxStableDiffusionPipeline", EULER, parts)
    case = {"name": "sd-legacy", "pack": "sd-legacy", "steps": 5, "guidance": 5.0, "images": 2, "strength": 0.6}
    noise, (hidden, none) = randn(2, 4, 8, 8), conditions(2)
    clean = Drawn(encoder)(picture(64, 64)) * 0.18215
    cases.add(case, denoise(case, schedulers.create(EULER), guidance(case, unet, hidden, none), noise, clean, 0.6), noise=noise, hidden=hidden, unconditional=none)

    # 16-bit numbers, and one size only.
    make.unet("sd-half", unet, 4, 24, half=True, config={})
    make.vae("sd-half", encoder, decoder, vae)
    make.text("sd-half", text)
    make.index("sd-half", "StableDiffusionPipeline", DDIM, parts)
    rounded = lambda x, t, h: unet(x.half().float(), t, h.half().float()).half().float()
    case = {"name": "sd-half", "pack": "sd-half", "steps": 5, "guidance": 2.0, "images": 1, "tolerance": 0.02}
    noise, (hidden, none) = randn(1, 4, 8, 8), conditions()
    cases.add(case, denoise(case, schedulers.create(DDIM), guidance(case, rounded, hidden, none), noise), noise=noise, hidden=hidden, unconditional=none)

    make.unet("sd-fixed", OneSize(unet), 4, 24, step=torch.tensor([9.0]), fixed=True, config={})
    make.vae("sd-fixed", encoder, decoder, vae)
    make.text("sd-fixed", text)
    make.index("sd-fixed", "StableDiffusionPipeline", DDIM, parts)
    case = {"name": "sd-fixed", "pack": "sd-fixed", "steps": 4, "guidance": 1.0, "images": 3}
    noise, (hidden, none) = randn(3, 4, 8, 8), conditions(3)
    cases.add(case, denoise(case, schedulers.create(DDIM), guidance(case, unet, hidden, none), noise), noise=noise, hidden=hidden)

    # SDXL: two text encoders, the pooled text and the sizes of the picture; timesteps as whole numbers.
    xl = UNet(4, 4, 32, pooled=20, sizes=6)
    make.unet("sdxl", xl, 4, 32, step=torch.tensor(9), extra=(("text_embeds", 20), ("time_ids", 6)), config={})
    make.vae("sdxl", encoder, decoder, vae)
    make.text("sdxl", first, states=True)
    make.text("sdxl", second, "text_encoder_2", pooled="text_embeds", states=True)
    make.index("sdxl", "StableDiffusionXLPipeline", EULER, parts + ("text_encoder_2", "tokenizer_2"), force_zeros_for_empty_prompt=True)
    case = {"name": "sdxl", "pack": "sdxl", "steps": 5, "guidance": 5.0, "images": 2}
    noise, (hidden, none), pooled, pooled_none = randn(2, 4, 8, 8), conditions(2, 32), randn(2, 20), randn(1, 20)
    sizes = torch.tensor([[64.0, 64.0, 0.0, 0.0, 64.0, 64.0]])
    predict = guidance(case, xl, hidden, none, lambda n: {"text_embeds": pooled, "time_ids": sizes.repeat(n, 1)}, lambda n: {"text_embeds": pooled_none.repeat(n, 1), "time_ids": sizes.repeat(n, 1)})
    cases.add(case, denoise(case, schedulers.create(EULER), predict, noise), noise=noise, hidden=hidden, unconditional=none, pooled=pooled, unconditionalPooled=pooled_none)

    # A model for one or two steps without guidance, with a scheduler that draws noise.
    turbo = {"_class_name": "EulerAncestralDiscreteScheduler", **SCALED_LINEAR, "timestep_spacing": "trailing"}
    make.unet("turbo", unet, 4, 24, step=torch.tensor(9), config={"_name_or_path": "tiny-turbo"})
    make.vae("turbo", encoder, decoder, vae)
    make.text("turbo", text)
    make.index("turbo", "StableDiffusionPipeline", turbo, parts)
    case = {"name": "turbo", "pack": "turbo", "steps": 2, "guidance": 1.0, "images": 2}
    noise, (hidden, none), drawn = randn(2, 4, 8, 8), conditions(2), [randn(2, 4, 8, 8) for _ in range(2)]
    schedulers.NOISE[:] = drawn
    cases.add(case, denoise(case, schedulers.create(turbo), guidance(case, unet, hidden, none), noise), noise=noise, hidden=hidden, stepNoise=drawn)

    # Latent consistency: the guidance scale is an input, the scheduler draws noise.
    lcm = {"_class_name": "LCMScheduler", **SCALED_LINEAR, "clip_sample": False, "set_alpha_to_one": True, "steps_offset": 0, "original_inference_steps": 50, "timestep_scaling": 10.0}
    consistent = UNet(4, 4, 24, guidance=16)
    make.unet("lcm", consistent, 4, 24, step=torch.tensor([9]), extra=(("timestep_cond", 16),), config={"time_cond_proj_dim": 16})
    make.vae("lcm", encoder, decoder, vae)
    make.text("lcm", text)
    make.index("lcm", "LatentConsistencyModelPipeline", lcm, parts)
    case = {"name": "lcm", "pack": "lcm", "steps": 4, "guidance": 8.5, "images": 2}
    noise, (hidden, none), drawn = randn(2, 4, 8, 8), conditions(2), [randn(2, 4, 8, 8) for _ in range(3)]
    embedding = guidance_embedding(8.5, 16)
    schedulers.NOISE[:] = drawn
    predict = lambda x, t: consistent(x, t, hidden, timestep_cond=embedding.expand(x.shape[0], -1))
    cases.add(case, denoise(case, schedulers.create(lcm), predict, noise), noise=noise, hidden=hidden, stepNoise=drawn)

    # Rectified flow: a transformer, latents shifted as well as scaled, more channels.
    flow = {"_class_name": "FlowMatchEulerDiscreteScheduler", "num_train_timesteps": 1000, "shift": 3.0}
    flow_encoder, flow_decoder = Encoder(6), Decoder(6)
    transformer = FlowTransformer(6, 24)
    flow_vae = {"latent_channels": 6, "scaling_factor": 1.3, "shift_factor": 0.06}
    make.unet("flow", transformer, 6, 24, name="transformer", first="hidden_states")
    write(make.path("flow", "transformer", "config.json"), {"in_channels": 6, "out_channels": 6, "sample_size": 8, "patch_size": 2, "cross_attention_dim": 24})
    make.vae("flow", flow_encoder, flow_decoder, flow_vae)
    make.text("flow", text)
    make.index("flow", "FlowPipeline", flow, ("text_encoder", "tokenizer", "transformer", "vae_decoder", "vae_encoder", "scheduler"))
    case = {"name": "flow", "pack": "flow", "steps": 5, "guidance": 4.0, "images": 2}
    noise, (hidden, none) = randn(2, 6, 8, 8), conditions(2)
    result = denoise(case, schedulers.create(flow), guidance(case, transformer, hidden, none), noise)
    cases.add(case, result, noise=noise, hidden=hidden, unconditional=none, picture=flow_decoder(result[:1] / 1.3 + 0.06))
    case = {"name": "flow from a picture", "pack": "flow", "steps": 5, "guidance": 4.0, "images": 1, "strength": 0.6}
    noise, drawn, (hidden, none) = randn(1, 6, 8, 8), randn(1, 6, 8, 8), conditions()
    clean = (draw(flow_encoder(picture(64, 64)), drawn) - 0.06) * 1.3
    cases.add(case, denoise(case, schedulers.create(flow), guidance(case, transformer, hidden, none), noise, clean, 0.6), noise=noise, hidden=hidden, unconditional=none, encodeNoise=drawn)

    # InstructPix2Pix: the latents of a picture beside the noisy ones, two guidance scales.
    editor = UNet(8, 4, 24)
    make.unet("pix2pix", editor, 8, 24, config={})
    make.vae("pix2pix", encoder, decoder, vae)
    make.text("pix2pix", text)
    make.index("pix2pix", "StableDiffusionInstructPix2PixPipeline", v_config, parts)
    layout = encoder(picture(64, 64)).split(4, dim=1)[0].detach()
    for name, text_scale, picture_scale, given in (("both", 6.0, 1.7, True), ("text and layout alike", 6.0, 1.0, True), ("words alone", 6.0, 1.7, False), ("no guidance", 1.0, 1.7, True)):
        case = {"name": "pix2pix, " + name, "pack": "pix2pix", "steps": 4, "guidance": text_scale, "layoutGuidance": picture_scale, "images": 2, "layout": given}
        noise, (hidden, none) = randn(2, 4, 8, 8), conditions(2)
        beside = (layout if given else torch.zeros_like(layout)).expand(2, -1, -1, -1)

        def predict(x, t):
            call = lambda h, picture: editor(torch.cat([x, picture], dim=1), t, h)
            full = call(hidden, beside)
            if text_scale <= 1:
                return full
            only = call(none.expand(2, -1, -1), beside)
            if not given:
                return only + text_scale * (full - only)
            nothing = call(none.expand(2, -1, -1), torch.zeros_like(beside))
            return nothing + text_scale * (full - only) + picture_scale * (only - nothing)

        cases.add(case, denoise(case, schedulers.create(v_config), predict, noise), noise=noise, hidden=hidden, unconditional=none)

    # Inpainting with a model made for it: noisy latents, mask, masked picture.
    inpainter = UNet(9, 4, 24)
    make.unet("inpaint", inpainter, 9, 24, config={})
    make.vae("inpaint", encoder, decoder, vae)
    make.text("inpaint", text)
    make.index("inpaint", "StableDiffusionInpaintPipeline", DDIM, parts)
    case = {"name": "inpaint", "pack": "inpaint", "steps": 5, "guidance": 3.0, "images": 1, "strength": 1.0}
    noise, (hidden, none), drawn = randn(1, 4, 8, 8), conditions(), randn(1, 4, 8, 8)
    whole = torch.nn.functional.interpolate(mask, scale_factor=8.0)
    masked = draw(encoder(picture(64, 64) * (whole < 0.5)), drawn) * scale
    call = lambda x, t, h: inpainter(torch.cat([x, mask, masked], dim=1), t, h)
    cases.add(case, denoise(case, schedulers.create(DDIM), guidance(case, call, hidden, none), noise), noise=noise, hidden=hidden, unconditional=none, mask=mask, companionNoise=drawn)

    # Models that take seconds, for cancelling them.
    slow = SlowUNet(200)
    make.unet("slow", slow, 4, 24, config={"sample_size": 64})
    make.vae("slow", encoder, SlowDecoder(60), vae)
    make.text("slow", text)
    make.index("slow", "StableDiffusionPipeline", DDIM, parts)
    write(make.path("cases.json"), cases.all)


if __name__ == "__main__":
    main()
