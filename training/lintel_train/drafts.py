"""The states of the draft programs that trained the shipped weights, read as this project's own.

Two forms: `q.pt` (what the draft goes on from: float latents, momenta, batch norm) and the packed `q.npz` (int8 latents with a scale a filter). Both name a
layer `m.<name with _ for .>`. Momenta are left behind: a run begins with an empty optimiser anyway.
"""
from pathlib import Path

import numpy as np
import torch

from .networks import Network
from .states import COUNTERS, Weights


def _packed(path: Path) -> tuple[dict[str, np.ndarray], dict[str, float]]:
    z = np.load(path)
    tensors = {}
    for key in z.files:
        if key.endswith('/q'):
            base = key.removesuffix('/q')
            tensors[base] = z[key].astype(np.float32) * z[f'{base}/s'].astype(np.float32).reshape(-1, *[1] * (z[key].ndim - 1))
        elif '/' not in key:
            tensors[key] = z[key]
    return tensors, {k: z[f'c/{k}'].item() for k in COUNTERS if f'c/{k}' in z.files}


def read_draft(path: Path, network: Network, settled: Path | None = None) -> Weights:
    """settled: batch norm taken anew (`settled-bn.npz`), put in the place of the state's own. Raises KeyError when a tensor is missing, ValueError when
    the counters are."""
    path = Path(path)
    if path.suffix == '.npz':
        found, counters = _packed(path)
    else:
        state = torch.load(path, map_location='cpu', weights_only=True)
        found, counters = {k: v.float().numpy() if v.is_floating_point() else v.numpy() for k, v in state['net'].items()}, state['cnt']
    if settled:
        found.update(_packed(settled)[0])
    tensors = {}
    for layer in network.weighted():
        at = f'm.{layer.name.replace(".", "_")}'
        tensors[layer.weight_key] = found[f'{at}.w']
        for k in ('weight', 'bias', 'running_mean', 'running_var', 'num_batches_tracked'):
            if k != 'num_batches_tracked' or f'{at}.bn.{k}' in found:
                tensors[f'{layer.norm_key}.{k}'] = found[f'{at}.bn.{k}']
    missing = [k for k in COUNTERS if k not in counters]
    if missing:
        raise ValueError(f'{path}: no {", ".join(missing)}')
    return Weights(tensors, {k: counters[k] for k in COUNTERS}, 'scaled-sign')
