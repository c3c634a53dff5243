"""Runs diffusers' own schedulers over many settings and writes what they give, for SchedulerTrajectoryTests.

    python make_trajectories.py > trajectories.jsonl

Needs diffusers, torch (CPU), numpy and scipy. Each line is one run: the settings, the timesteps, and after each model evaluation one
number, the sample's inner product with fixed weights. Diffusion schedulers have Stable Diffusion's betas (BASE) besides. The model is made up: tanh((0.3 + t/1500) x), for every prediction type.
"""

import itertools
import json
import math

import torch

import diffusers
from diffusers.schedulers import scheduling_dpmsolver_sde

SHAPE = (2, 3, 4, 4)
COUNT = math.prod(SHAPE)
WEIGHTS = torch.tensor([(i * 37 % 101) / 101 - 0.4 for i in range(COUNT)]).reshape(SHAPE)
BASE = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
SPACINGS = ["leading", "linspace", "trailing"]
SIGMAS = ["", "use_karras_sigmas", "use_exponential_sigmas", "use_beta_sigmas"]
PREDICTIONS = ["epsilon", "v_prediction", "sample"]


class ForwardPath:
    """Stands in for torchsde's Brownian tree: the same path in law, its increments drawn in the order the steps ask for them."""

    def __init__(self, size, **_):
        self.size, self.high, self.low, self.value = size, None, None, None

    def __call__(self, low, high):
        low, high = float(low), float(high)
        if high != self.high or low >= self.low:
            self.high, self.low, self.value = high, high, torch.zeros(self.size)
        self.value = self.value + math.sqrt(self.low - low) * torch.randn(self.size)
        self.low = low
        return -self.value  # the sampler asks from the larger sigma to the smaller and turns the sign


scheduling_dpmsolver_sde.torchsde.BrownianInterval = ForwardPath


def rounded(values):
    return [float(f"{value:.7g}") for value in values]


def run(name, steps, settings, strength=1.0, tokens=None, double=False):
    config = ({} if name == "FlowMatchEulerDiscreteScheduler" else dict(BASE)) | settings
    scheduler = getattr(diffusers, name)(**config)
    extra = {}
    if tokens is not None:
        slope = (1.15 - 0.5) / (4096 - 256)
        extra = {"mu": 0.5 + slope * (tokens - 256)}
    scheduler.set_timesteps(steps, **extra)
    torch.manual_seed(steps)
    begin = 0
    noise = torch.randn(SHAPE)
    if strength < 1:
        begin = (steps - min(int(steps * strength), steps)) * scheduler.order
    if hasattr(scheduler, "set_begin_index"):
        scheduler.set_begin_index(begin)  # a timestep that occurs twice is not taken for the later one
    if strength < 1:
        at = scheduler.timesteps[begin : begin + 1]
        clean = WEIGHTS * 2
        sample = scheduler.scale_noise(clean, at, noise) if hasattr(scheduler, "scale_noise") else scheduler.add_noise(clean, noise, at)
    else:
        sample = noise * getattr(scheduler, "init_noise_sigma", 1.0)
    seen, clean_seen = [], []
    for t in scheduler.timesteps[begin:]:
        scaled = scheduler.scale_model_input(sample, t) if hasattr(scheduler, "scale_model_input") else sample
        output = torch.tanh((0.3 + float(t) / 1500) * scaled)
        if double:
            output = torch.cat([output, torch.sigmoid(scaled)], dim=1)
        result = scheduler.step(output, t, sample)
        sample = result.prev_sample
        seen.append((sample * WEIGHTS).sum().item())
        clean = getattr(result, "pred_original_sample", None)
        clean = getattr(result, "denoised", None) if clean is None else clean
        clean_seen.append(None if clean is None else (clean * WEIGHTS).sum().item())
    assert all(math.isfinite(value) for value in seen), (name, steps, settings)
    line = {"_class_name": name, "steps": steps, "settings": settings}
    if strength < 1:
        line["strength"] = strength
    if tokens is not None:
        line["tokens"] = tokens
    if double:
        line["double"] = True
    line["timesteps"] = rounded(float(t) for t in scheduler.timesteps)
    line["samples"] = rounded(seen)
    if clean_seen[-1] is not None:
        line["clean"] = rounded([clean_seen[len(clean_seen) // 2]])[0]
    print(json.dumps(line, separators=(",", ":")))


def spaced(sigmas):
    return {sigmas: True} if sigmas else {}


def main():
    for spacing, prediction in itertools.product(SPACINGS, PREDICTIONS):
        common = {"timestep_spacing": spacing, "prediction_type": prediction}
        run("DDIMScheduler", 7, common | {"clip_sample": False})
        run("DDIMScheduler", 7, common | {"clip_sample": True, "set_alpha_to_one": False, "clip_sample_range": 1.5})
        run("DDPMScheduler", 7, common | {"clip_sample": False})
        run("LCMScheduler", 4, common)
        for sigmas in SIGMAS:
            run("EulerDiscreteScheduler", 7, common | spaced(sigmas))
            run("HeunDiscreteScheduler", 5, common | spaced(sigmas))
            if prediction != "sample":
                run("DPMSolverSDEScheduler", 5, common | spaced(sigmas) | {"noise_sampler_seed": 0})
            run("DPMSolverMultistepScheduler", 7, common | spaced(sigmas))
            run("UniPCMultistepScheduler", 7, common | spaced(sigmas))
        run("DPMSolverMultistepScheduler", 7, common | {"use_lu_lambdas": True})
        if prediction != "sample":
            run("EulerAncestralDiscreteScheduler", 7, common)
            for skip in (True, False):
                run("PNDMScheduler", 7, common | {"skip_prk_steps": skip})

    # Betas of other shapes, rescaled, offset, few and many timesteps.
    names = ["DDIMScheduler", "EulerDiscreteScheduler", "EulerAncestralDiscreteScheduler", "DPMSolverMultistepScheduler", "UniPCMultistepScheduler"]
    for name in names:
        calm = {"clip_sample": False} if name == "DDIMScheduler" else {}
        run(name, 6, calm | {"beta_schedule": "linear", "beta_start": 0.0001, "beta_end": 0.02})
        run(name, 6, calm | {"beta_schedule": "squaredcos_cap_v2", "prediction_type": "v_prediction"})
        run(name, 6, calm | {"rescale_betas_zero_snr": True, "prediction_type": "v_prediction", "timestep_spacing": "trailing"})
        run(name, 6, calm | {"steps_offset": 1, "timestep_spacing": "leading"})
        run(name, 5, calm | {"num_train_timesteps": 60, "beta_start": 0.01, "beta_end": 0.2})
        run(name, 4, calm | {"num_train_timesteps": 8, "trained_betas": [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5]})
        run(name, 10, calm, strength=0.6)
        run(name, 20, calm | {"prediction_type": "v_prediction"}, strength=0.35)
    run("DDPMScheduler", 10, {"clip_sample": False}, strength=0.6)
    run("HeunDiscreteScheduler", 10, {}, strength=0.6)
    run("LCMScheduler", 8, {}, strength=0.5)
    run("FlowMatchEulerDiscreteScheduler", 10, {"shift": 3.0}, strength=0.6)
    run("HeunDiscreteScheduler", 5, {"beta_schedule": "exp"})
    for name in ("DDPMScheduler",):
        run(name, 6, {"beta_schedule": "sigmoid", "beta_start": 0.0001, "beta_end": 0.02, "clip_sample": False})
        run(name, 6, {"beta_schedule": "laplace", "clip_sample": False, "prediction_type": "v_prediction"})

    # Dynamic thresholding, each of the two pictures on its own.
    for name, ratio, largest in itertools.product(["DDIMScheduler", "DDPMScheduler", "LCMScheduler", "DPMSolverMultistepScheduler", "UniPCMultistepScheduler"], [0.9, 0.5], [2.0, 0.5]):
        run(name, 5, {"thresholding": True, "dynamic_thresholding_ratio": ratio, "sample_max_value": largest})
    run("DPMSolverMultistepScheduler", 5, {"thresholding": True, "sample_max_value": 2.0, "algorithm_type": "dpmsolver", "final_sigmas_type": "sigma_min"})

    for variance in ("fixed_small_log", "fixed_large"):
        run("DDPMScheduler", 7, {"variance_type": variance, "clip_sample": False})
    run("DDPMScheduler", 7, {"variance_type": "learned", "clip_sample": False}, double=True)
    run("DDPMScheduler", 7, {"variance_type": "learned_range", "clip_sample": False}, double=True)

    for settings in (
        {"interpolation_type": "log_linear"},
        {"interpolation_type": "log_linear", "final_sigmas_type": "sigma_min", "use_karras_sigmas": True},
        {"final_sigmas_type": "sigma_min"},
        {"timestep_type": "continuous", "prediction_type": "v_prediction"},
        {"use_karras_sigmas": True, "sigma_min": 0.02, "sigma_max": 700.0},
        {"use_exponential_sigmas": True, "sigma_min": 0.1, "sigma_max": 5.0},
        {"use_beta_sigmas": True, "sigma_min": 0.05},
    ):
        run("EulerDiscreteScheduler", 6, settings)
    run("HeunDiscreteScheduler", 5, {"clip_sample": True, "clip_sample_range": 1.2})

    algorithms = ["dpmsolver++", "dpmsolver", "sde-dpmsolver++", "sde-dpmsolver"]
    for algorithm, order, solver, steps in itertools.product(algorithms, [1, 2, 3], ["midpoint", "heun"], [8, 16]):
        if not (algorithm == "sde-dpmsolver" and order == 3):
            run("DPMSolverMultistepScheduler", steps, {"algorithm_type": algorithm, "solver_order": order, "solver_type": solver, "final_sigmas_type": "sigma_min"})
    for algorithm, prediction in itertools.product(algorithms, PREDICTIONS):
        run("DPMSolverMultistepScheduler", 6, {"algorithm_type": algorithm, "prediction_type": prediction, "final_sigmas_type": "sigma_min"})
    for settings in (
        {"euler_at_final": True, "final_sigmas_type": "sigma_min"},
        {"lower_order_final": False, "solver_order": 3},
        {"lambda_min_clipped": -2.0},
        {"lambda_min_clipped": -1.5, "timestep_spacing": "leading"},
        {"lambda_min_clipped": -1.5, "timestep_spacing": "trailing"},
        {"use_karras_sigmas": True, "algorithm_type": "sde-dpmsolver++"},
        {"use_karras_sigmas": True, "beta_schedule": "squaredcos_cap_v2"},
        {"algorithm_type": "deis", "solver_type": "logrho", "final_sigmas_type": "sigma_min"},
        {"solver_type": "bh2"},
        {"use_flow_sigmas": True, "prediction_type": "flow_prediction"},
        {"use_flow_sigmas": True, "prediction_type": "flow_prediction", "flow_shift": 3.0, "solver_order": 3},
        {"use_flow_sigmas": True, "prediction_type": "flow_prediction", "flow_shift": 3.0, "algorithm_type": "sde-dpmsolver++"},
    ):
        run("DPMSolverMultistepScheduler", 9, settings)
    run("DPMSolverMultistepScheduler", 9, {"use_flow_sigmas": True, "prediction_type": "flow_prediction", "use_dynamic_shifting": True}, tokens=1024)

    for order, solver, clean, steps in itertools.product([1, 2, 3, 4], ["bh1", "bh2"], [True, False], [8, 16]):
        run("UniPCMultistepScheduler", steps, {"solver_order": order, "solver_type": solver, "predict_x0": clean, "final_sigmas_type": "sigma_min"})
    for prediction in PREDICTIONS:
        run("UniPCMultistepScheduler", 6, {"predict_x0": False, "prediction_type": prediction, "final_sigmas_type": "sigma_min"})
    flow = {"use_flow_sigmas": True, "prediction_type": "flow_prediction"}
    for settings in (
        {"disable_corrector": [0, 1, 4]},
        {"lower_order_final": False, "solver_order": 3, "final_sigmas_type": "sigma_min"},
        {"use_karras_sigmas": True, "final_sigmas_type": "sigma_min"},
        {"use_karras_sigmas": True, "sigma_min": 0.05, "sigma_max": 10.0},
        flow,
        flow | {"flow_shift": 3.0, "solver_order": 3},
        flow | {"flow_shift": 3.0, "shift_terminal": 0.1},
        flow | {"final_sigmas_type": "sigma_min"},
        flow | {"use_karras_sigmas": True},
    ):
        run("UniPCMultistepScheduler", 9, settings)
    run("UniPCMultistepScheduler", 9, flow | {"use_dynamic_shifting": True}, tokens=1024)

    for steps, settings in itertools.product([1, 2, 8], [{}, {"clip_sample": True}, {"original_inference_steps": 25, "set_alpha_to_one": False}, {"timestep_scaling": 0.01}]):
        run("LCMScheduler", steps, settings)

    for skip, one, spacing in itertools.product([True, False], [True, False], ["leading", "trailing"]):
        run("PNDMScheduler", 10, {"skip_prk_steps": skip, "set_alpha_to_one": one, "steps_offset": 1, "timestep_spacing": spacing})
    for steps in (1, 2, 3):
        run("PNDMScheduler", steps, {"skip_prk_steps": True})

    for settings in (
        {},
        {"shift": 3.0},
        {"shift": 3.0, "shift_terminal": 0.1},
        {"shift": 3.0, "use_karras_sigmas": True},
        {"shift": 3.0, "use_exponential_sigmas": True},
        {"use_beta_sigmas": True},
        {"invert_sigmas": True},
        {"stochastic_sampling": True},
        {"num_train_timesteps": 100, "shift": 0.5},
    ):
        run("FlowMatchEulerDiscreteScheduler", 8, settings)
    run("FlowMatchEulerDiscreteScheduler", 8, {"use_dynamic_shifting": True}, tokens=1024)
    run("FlowMatchEulerDiscreteScheduler", 8, {"use_dynamic_shifting": True, "time_shift_type": "linear", "shift_terminal": 0.02}, tokens=4096)


if __name__ == "__main__":
    main()
