"""Faces -> embeddings, as the app makes them: the image's 1024 numbers, then its mirror's, end to end, then one L2 normalisation of all 2048.

The halves are not normalised on their own: both come from one network and are about equally long, and the sum of their products is the score.
"""
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime as ort

from .statistics import normalised

FACE = 112
COLUMNS = slice(8, 104)  # of the 112 x 112 crop
Network = Callable[[np.ndarray], np.ndarray]


def open_faces(path: Path) -> np.ndarray:
    """A file of aligned faces, N x 112 x 112 x 3 uint8 RGB, left on disk."""
    return np.memmap(path, np.uint8, 'r').reshape(-1, FACE, FACE, 3)


def session(model: bytes | str, threads: int = 1) -> Network:
    """An exported model as a function: N x 112 x 96 x 3 uint8 -> N x 1024 float32."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    opened = ort.InferenceSession(model, options, providers=['CPUExecutionProvider'])
    name = opened.get_inputs()[0].name
    return lambda images: opened.run(None, {name: images})[0]


def embed(network: Network, faces: np.ndarray, batch: int = 16) -> np.ndarray:
    """faces: N x 112 x 112 x 3 -> N x 2048 float32, unit rows."""
    rows = []
    for k in range(0, len(faces), batch):
        x = np.ascontiguousarray(faces[k : k + batch, :, COLUMNS])
        rows.append(np.concatenate([network(x), network(np.ascontiguousarray(x[:, :, ::-1]))], 1))
    return normalised(np.concatenate(rows)).astype(np.float32)


def cosines(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Row by row."""
    return (normalised(a) * normalised(b)).sum(1)
