"""What a training run is kept in.

exact       `q.pt`: float latents, optimiser, counters, random states: goes on as if never stopped; about 550 MB with float32 moments; stays here.
travelling  a folder of `.npz` files of at most 15 MiB, 48 MiB in all: int8 latents with one scale a filter, batch norm, the first layer, counters,
            no optimiser. Going on from it costs a short warm-up (`tests/test_states.py`: the loss is back within 200 steps).
starter     the first `q.npz` (signs and 3-bit magnitudes): read only.
"""
import os
from pathlib import Path

import numpy as np
import torch

from .networks import Network

TRAVELLING_FILE, TRAVELLING_ALL = 15 * 2**20, 48 * 2**20
COUNTERS = ('step', 'seen', 'spent')


def read_starter(path: Path) -> tuple[dict[str, np.ndarray], dict[str, float]]:
    """-> float32 tensors and counters of the first `q.npz`."""
    z = np.load(path)
    tensors = {}
    for key in z.files:
        if key in COUNTERS:
            continue
        if '/' not in key:
            tensors[key] = z[key]
        elif key.endswith('/sign'):
            base = key.removesuffix('/sign')
            shape = tuple(z[base + '/shape'])
            size = int(np.prod(shape))
            sign = np.unpackbits(z[key])[:size].astype(np.float32) * 2 - 1
            planes = z[base + '/mag'].reshape(3, -1)
            level = sum(np.unpackbits(planes[k])[:size].astype(np.int64) << k for k in range(3)).reshape(shape[0], -1)
            size_of = np.take_along_axis(z[base + '/levels'].astype(np.float32), level, 1)
            tensors[base] = (sign.reshape(shape[0], -1) * np.maximum(size_of, 1e-6)).reshape(shape)
    return tensors, {k: z[k].item() for k in COUNTERS}


def read_weights(path: Path) -> tuple[dict[str, np.ndarray], dict[str, float]]:
    """Any kept state -> float32 tensors by the names of `networks.Layer`, and counters. Raises ValueError when the path is none of them."""
    path = Path(path)
    if path.is_dir():
        return read_travelling(path)
    if path.suffix == '.npz':
        return read_starter(path)
    if path.suffix != '.pt':
        raise ValueError(f'{path}: neither a .pt, a starter .npz nor a folder with a travelling state')
    state = torch.load(path, map_location='cpu', weights_only=True)
    tensors = {k: v.float().numpy() if v.is_floating_point() else v.numpy() for k, v in state['net'].items()}
    return tensors, {k: state[k] for k in COUNTERS}


def write_exact(path: Path, state: dict) -> None:
    """Written beside and renamed, so that a stop in the middle leaves the last one whole."""
    path = Path(path)
    beside = path.with_suffix('.new')
    torch.save(state, beside)
    os.replace(beside, path)


def write_travelling(folder: Path, network: Network, tensors: dict[str, np.ndarray], counters: dict[str, float]) -> list[Path]:
    """-> the files written. Raises ValueError when they would be over the limits."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    one_bit = {layer.weight_key for layer in network.weighted() if layer.one_bit}
    parts: dict[str, np.ndarray] = {k: np.array(v) for k, v in counters.items()}
    for name, value in tensors.items():
        if name not in one_bit:
            parts[name] = value
            continue
        rows = value.reshape(value.shape[0], -1)
        scale = np.maximum(np.abs(rows).max(1), 1e-12) / 127
        whole = np.rint(rows / scale[:, None])
        whole = np.where(whole == 0, np.where(rows >= 0, 1, -1), whole)  # a latent never loses its sign
        parts[f'{name}/int8'], parts[f'{name}/scale'] = whole.astype(np.int8).reshape(value.shape), scale.astype(np.float32)
    bins: list[dict[str, np.ndarray]] = [{}]
    for name, value in parts.items():
        pieces = np.array_split(value, -(-value.nbytes // (TRAVELLING_FILE - 2**18))) if value.nbytes > TRAVELLING_FILE - 2**18 else [value]
        for k, piece in enumerate(pieces):
            if sum(v.nbytes + 512 for v in bins[-1].values()) + piece.nbytes > TRAVELLING_FILE - 2**17:
                bins.append({})
            bins[-1][name if len(pieces) == 1 else f'{name}#{k}'] = piece
    for old in folder.glob('state-*.npz'):
        old.unlink()
    files = []
    for k, content in enumerate(bins):
        files.append(folder / f'state-{k:02d}.npz')
        np.savez(files[-1], **content)
    sizes = [f.stat().st_size for f in files]
    if max(sizes) > TRAVELLING_FILE or sum(sizes) > TRAVELLING_ALL:
        raise ValueError(f'a travelling state of {sum(sizes)} bytes, the greatest file {max(sizes)}: over the limits')
    return files


def read_travelling(folder: Path) -> tuple[dict[str, np.ndarray], dict[str, float]]:
    """-> float32 tensors and counters. Raises ValueError when there is no state in the folder."""
    parts: dict[str, np.ndarray] = {}
    split: dict[str, list[np.ndarray]] = {}
    files = sorted(Path(folder).glob('state-*.npz'))
    if not files:
        raise ValueError(f'{folder}: no state-NN.npz')
    for file in files:
        z = np.load(file)
        for key in z.files:
            if '#' in key:
                split.setdefault(key.rsplit('#', 1)[0], []).append(z[key])
            else:
                parts[key] = z[key]
    parts.update({k: np.concatenate(v) for k, v in split.items()})
    counters = {k: parts.pop(k).item() for k in COUNTERS}
    tensors = {}
    for key, value in parts.items():
        if key.endswith('/int8'):
            base = key.removesuffix('/int8')
            scale = parts[base + '/scale'].reshape((-1,) + (1,) * (value.ndim - 1))
            tensors[base] = value.astype(np.float32) * scale
        elif not key.endswith('/scale'):
            tensors[key] = value
    return tensors, counters
