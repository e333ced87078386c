"""Batch norm folded into the layer in front of it: what is left of a trained network when it only has to run.

A folded layer is `y = gain * (values (*) x) + bias`, then ReLU. For a one-bit layer `values` is +-1 and `gain` is positive:
where batch norm's own gain is negative the filter's signs are flipped instead, since a quantised kernel's scale must not be negative.
"""
from dataclasses import dataclass

import numpy as np
import torch

from .networks import Network
from .quantisers import scale_of

EPS = 1e-5  # torch.nn.BatchNorm's default
LEAST_GAIN = 1e-12  # a dead filter (gain 0) keeps a scale, so that its int32 bias stays finite


@dataclass(frozen=True)
class FoldedLayer:
    """values: (out, in, 3, 3) or (out, in) float32; gain and bias: (out,) float32; one_bit: values are +-1 and gain > 0."""

    name: str
    values: np.ndarray
    gain: np.ndarray
    bias: np.ndarray
    pad: int
    one_bit: bool


def fold(network: Network, state: dict[str, np.ndarray], quantiser: str = 'sign') -> dict[str, FoldedLayer]:
    """state: tensors by the names of `Layer.weight_key` and `Layer.norm_key`; quantiser: of its one-bit weights. A quantiser that scales its signs has had its
    scale in front of batch norm: it goes into the gain. -> folded layers by name. Raises KeyError when a tensor is missing, ValueError for weights of more bits."""
    folded = {}
    for layer in network.weighted():
        weights = state[layer.weight_key].astype(np.float32)
        norm = {k: state[f'{layer.norm_key}.{k}'].astype(np.float64) for k in ('weight', 'bias', 'running_mean', 'running_var')}
        gain = norm['weight'] / np.sqrt(norm['running_var'] + EPS)
        bias = norm['bias'] - gain * norm['running_mean']
        per_filter = (-1,) + (1,) * (weights.ndim - 1)
        if layer.one_bit:
            gain = gain * scale_of(quantiser, torch.from_numpy(weights)).double().numpy()
            values = np.where(weights >= 0, np.float32(1), np.float32(-1)) * np.where(gain < 0, -1, 1).reshape(per_filter)
            gain = np.maximum(np.abs(gain), LEAST_GAIN)
        else:
            values, gain = weights * gain.reshape(per_filter), np.ones_like(gain)
        folded[layer.name] = FoldedLayer(
            layer.name, values.astype(np.float32), gain.astype(np.float32), bias.astype(np.float32), layer.pad, layer.one_bit
        )
    return folded
