"""The part of a network that stands still, and the maps that it made: kept in memory, drawn again, and made again exactly where a run goes on.

The front is the network's own, or an exported file's in 8 bits: then what lies behind learns from the very numbers that it will see.
"""
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

ROOT = Path(__file__).resolve().parents[2]


def trunk(model_file: Path, pool: str) -> tuple[bytes, float]:
    """An exported file up to a pool: (ONNX bytes with that map as uint8 output, the map's scale). Raises ValueError where it has no such pool."""
    model = onnx.load(model_file)
    kept = []
    for node in model.graph.node:
        kept.append(node)
        if node.output[0] == pool:
            break
    else:
        raise ValueError(f'{model_file} has no {pool}')
    scale = next(float(numpy_helper.to_array(t)) for t in model.graph.initializer if t.name == f'{kept[-1].input[0]}/scale')
    output = helper.make_tensor_value_info(pool, TensorProto.UINT8, ['N', 'C', 'H', 'W'])
    used = {name for node in kept for name in node.input}
    tensors = [t for t in model.graph.initializer if t.name in used]
    graph = helper.make_graph(kept, 'trunk', list(model.graph.input), [output], tensors)
    cut_off = helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)
    return cut_off.SerializeToString(), scale


class ExportedFront:
    """uint8 pictures -> uint8 maps by onnxruntime; `values` -> what they stand for."""

    def __init__(self, model_file: Path, pool: str, device: str, threads: int = 1):
        model, self.scale = trunk(model_file if model_file.is_absolute() else ROOT / model_file, pool)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = ort.InferenceSession(model, options, providers=['CPUExecutionProvider'])
        self.input, self.device = self.session.get_inputs()[0].name, device

    def maps(self, pictures: np.ndarray) -> Tensor:
        parts = [self.session.run(None, {self.input: pictures[k : k + 16]})[0] for k in range(0, len(pictures), 16)]
        return torch.from_numpy(np.concatenate(parts)).to(self.device)

    def values(self, maps: Tensor) -> Tensor:
        return maps.float() * self.scale


class Kept:
    """The last `capacity` maps and what is true of each, in a ring."""

    def __init__(self, capacity: int):
        self.capacity, self.added = capacity, 0
        self.maps: Tensor | None = None
        self.truth: Tensor | None = None

    @property
    def size(self) -> int:
        return min(self.added, self.capacity)

    def add(self, maps: Tensor, truth: Tensor) -> None:
        maps = maps.permute(0, 2, 3, 1)  # channels last, whatever the indexing below makes of it
        if self.maps is None:
            self.maps = torch.empty((self.capacity, *maps.shape[1:]), dtype=maps.dtype, device=maps.device)
            self.truth = torch.empty((self.capacity, *truth.shape[1:]), dtype=truth.dtype, device=truth.device)
        at = (self.added + torch.arange(len(maps), device=maps.device)) % self.capacity
        self.maps[at], self.truth[at] = maps, truth
        self.added += len(maps)

    def draw(self, count: int, seed: int) -> tuple[Tensor, Tensor]:
        """-> maps, truth."""
        at = torch.from_numpy(np.random.RandomState(seed % 2**32).randint(0, self.size, count)).to(self.maps.device)
        return self.maps[at].permute(0, 3, 1, 2), self.truth[at]
