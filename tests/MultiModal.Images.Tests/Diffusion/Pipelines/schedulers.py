"""The scheduler classes of diffusers itself, out of a checkout, with the little of the library around them that they need."""
import dataclasses
import enum
import functools
import importlib
import inspect
import logging
import os
import sys
import types

NOISE = []  # what the schedulers draw, in order


def load(checkout):
    """Makes `diffusers.schedulers` importable from CHECKOUT/src/diffusers/schedulers; nothing else of the library is read."""
    def module(name, **members):
        made = types.ModuleType(name)
        made.__dict__.update(members)
        sys.modules[name] = made
        return made

    class Config(dict):
        __getattr__ = dict.__getitem__

    class ConfigMixin:
        @classmethod
        def from_config(cls, config):
            names = inspect.signature(cls.__init__).parameters
            return cls(**{k: v for k, v in config.items() if k in names})

        def register_to_config(self, **values):
            self.config.update(values)

    def register_to_config(init):
        @functools.wraps(init)
        def wrapped(self, *args, **kwargs):
            bound = inspect.signature(init).bind(self, *args, **kwargs)
            bound.apply_defaults()
            self.config = Config({k: v for k, v in bound.arguments.items() if k not in ("self", "kwargs")})
            init(self, *args, **kwargs)
        return wrapped

    class BaseOutput(dict):
        def __post_init__(self):
            for field in dataclasses.fields(self):
                self[field.name] = getattr(self, field.name)

    class SchedulerMixin:
        pass

    def randn_tensor(shape, generator=None, device=None, dtype=None, layout=None):
        noise = NOISE.pop(0)
        assert tuple(noise.shape) == tuple(shape)
        return noise.clone()

    kinds = enum.Enum("KarrasDiffusionSchedulers", {"DDIMScheduler": 1})
    folder = os.path.join(checkout, "src", "diffusers", "schedulers")
    module("diffusers").__path__ = []
    module("diffusers.configuration_utils", ConfigMixin=ConfigMixin, register_to_config=register_to_config)
    module("diffusers.utils", BaseOutput=BaseOutput, is_scipy_available=lambda: False, logging=types.SimpleNamespace(get_logger=logging.getLogger)).__path__ = []
    module("diffusers.utils.torch_utils", randn_tensor=randn_tensor)
    module("diffusers.schedulers").__path__ = [folder]
    module("diffusers.schedulers.scheduling_utils", KarrasDiffusionSchedulers=kinds, SchedulerMixin=SchedulerMixin)


def create(config):
    """Makes the scheduler that a scheduler_config.json names."""
    files = {
        "DDIMScheduler": "scheduling_ddim",
        "EulerDiscreteScheduler": "scheduling_euler_discrete",
        "EulerAncestralDiscreteScheduler": "scheduling_euler_ancestral_discrete",
        "LCMScheduler": "scheduling_lcm",
        "FlowMatchEulerDiscreteScheduler": "scheduling_flow_match_euler_discrete",
    }
    name = config["_class_name"]
    return getattr(importlib.import_module("diffusers.schedulers." + files[name]), name).from_config(config)
