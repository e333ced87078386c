"""What a training run is kept in.

exact       `q.pt`: float latents, optimiser, counts: goes on as if never stopped; 370 MB for Q; stays here.
travelling  a folder of `.npz` files of at most 15 MiB, 48 MiB in all (37 for Q): int8 latents with one scale a filter, batch norm, the first layer,
            counters, no optimiser. Going on from it costs a short warm-up (`tests/test_states.py`: the loss is back within 60 steps).
"""
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from .networks import Network

TRAVELLING_FILE, TRAVELLING_ALL = 15 * 2**20, 48 * 2**20
COUNTERS = ('step', 'seen', 'spent')


@dataclass(frozen=True)
class Weights:
    """What any kept state holds. tensors: float32 by the names of `networks.Layer`; counters: step, seen, spent (seconds); quantiser: of the one-bit weights
    (`quantisers.weight_quantiser`); run: the run that wrote it, '' where it does not say."""

    tensors: dict[str, np.ndarray]
    counters: dict[str, float]
    quantiser: str = 'sign'
    run: str = ''


def read_weights(path: Path) -> Weights:
    """Of an exact or a travelling state. Raises ValueError when the path is neither."""
    path = Path(path)
    if path.is_dir():
        return read_travelling(path)
    if path.suffix != '.pt':
        raise ValueError(f'{path}: neither a .pt nor a folder with a travelling state')
    state = torch.load(path, map_location='cpu', weights_only=True)
    tensors = {k: v.float().numpy() if v.is_floating_point() else v.numpy() for k, v in state['net'].items()}
    return Weights(tensors, {k: state[k] for k in COUNTERS}, state.get('quantiser', 'sign'), state.get('run', ''))


def write_exact(path: Path, state: dict) -> None:
    """Written beside and renamed, so that a stop in the middle leaves the last one whole."""
    path = Path(path)
    beside = path.with_suffix('.new')
    torch.save(state, beside)
    os.replace(beside, path)


def write_travelling(folder: Path, network: Network, weights: Weights) -> list[Path]:
    """-> the files written. Raises ValueError when they would be over the limits."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    one_bit = {layer.weight_key for layer in network.weighted() if layer.one_bit}
    parts: dict[str, np.ndarray] = {k: np.array(v) for k, v in weights.counters.items()}
    parts.update(quantiser=np.array(weights.quantiser), run=np.array(weights.run))
    for name, value in weights.tensors.items():
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
        np.savez_compressed(files[-1], **content)
    sizes = [f.stat().st_size for f in files]
    if max(sizes) > TRAVELLING_FILE or sum(sizes) > TRAVELLING_ALL:
        raise ValueError(f'a travelling state of {sum(sizes)} bytes, the greatest file {max(sizes)}: over the limits')
    return files


def read_travelling(folder: Path) -> Weights:
    """Raises ValueError when there is no state in the folder."""
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
    words = {k: str(parts.pop(k)) for k in ('quantiser', 'run') if k in parts}
    tensors = {}
    for key, value in parts.items():
        if key.endswith('/int8'):
            base = key.removesuffix('/int8')
            scale = parts[base + '/scale'].reshape((-1,) + (1,) * (value.ndim - 1))
            tensors[base] = value.astype(np.float32) * scale
        elif not key.endswith('/scale'):
            tensors[key] = value
    return Weights(tensors, counters, **words)
