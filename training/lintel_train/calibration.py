"""The step of the uint8 activations behind every layer, chosen on training faces.

A step s stands for value = s * byte. For each layer a histogram of its outputs over the calibration faces is kept, and the s taken that
loses least in the mean square between the value and its byte, clipping included. Values are never negative (ReLU, sums of ReLUs, maxima).
"""
import numpy as np
import torch
import torch.nn.functional as F

from .folding import FoldedLayer
from .networks import Network

BINS = 4096
SHARES = np.concatenate([np.geomspace(0.15, 0.95, 40), [1.0]])  # candidates: of the greatest value seen
FEW_BITS = np.concatenate([np.geomspace(0.02, 0.15, 20), SHARES])  # the fewer the levels, the more is clipped


class Folded:
    """The folded network in float, layer by layer: the slow twin of the exported file. `steps` quantises after each layer as the file does."""

    def __init__(self, network: Network, folded: dict[str, FoldedLayer], steps: dict[str, float] | None = None, bits: int = 8):
        self.network, self.steps, self.most = network, steps, 2**bits - 1
        self.layers = {
            n: (torch.from_numpy(layer.values * layer.gain.reshape((-1,) + (1,) * (layer.values.ndim - 1))), torch.from_numpy(layer.bias), layer.pad)
            for n, layer in folded.items()
        }

    def _rounded(self, name: str, x: torch.Tensor) -> torch.Tensor:
        if self.steps is None:
            return x
        return torch.clamp(torch.round(x / self.steps[name]), 0, self.most) * self.steps[name]

    def _conv(self, name: str, x: torch.Tensor, seen) -> torch.Tensor:
        weights, bias, pad = self.layers[name]
        x = F.relu(F.conv2d(x, weights, bias, padding=pad))
        seen(name, x)
        return self._rounded(name, x)

    @torch.no_grad()
    def __call__(self, images: np.ndarray, seen=lambda name, x: None) -> np.ndarray:
        """images: uint8, N x 112 x 96 x 3, RGB -> N x 1024 float32. `seen(name, values)` is told every layer's output before rounding."""
        x = (torch.from_numpy(images).permute(0, 3, 1, 2).float() - 127.5) / 128
        for op in self.network.ops:
            if op.kind == 'conv':
                x = self._conv(op.name, x, seen)
            elif op.kind == 'pool':
                x = F.max_pool2d(x, 2)
            elif op.kind == 'unit':
                inside = x
                for conv in op.convs:
                    inside = self._conv(conv.name, inside, seen)
                x = x + inside
                seen(op.name, x)
                x = self._rounded(op.name, x)
            else:
                weights, bias, _ = self.layers[op.name]
                x = F.linear(x.flatten(1), weights, bias)
        return x.numpy()


def best_step(counts: np.ndarray, top: float, bits: int = 8) -> float:
    """counts: histogram of the values over BINS equal bins of [0, top] -> the step of least mean square error."""
    most = 2**bits - 1
    values = (np.arange(len(counts)) + 0.5) * (top / len(counts))
    candidates = top * (SHARES if bits == 8 else FEW_BITS) / most
    errors = [(counts * (np.clip(np.rint(values / s), 0, most) * s - values) ** 2).sum() for s in candidates]
    return float(np.float32(candidates[int(np.argmin(errors))]))


def calibrate(network: Network, folded: dict[str, FoldedLayer], images: np.ndarray, batch: int = 24, bits: int = 8) -> dict[str, float]:
    """-> the step behind every convolution and unit. images: uint8, N x 112 x 96 x 3. Passes twice: greatest values, then histograms."""
    run = Folded(network, folded)
    tops: dict[str, float] = {}
    for k in range(0, len(images), batch):
        run(images[k : k + batch], lambda n, x: tops.__setitem__(n, max(tops.get(n, 1e-6), x.max().item())))
    counts = {n: np.zeros(BINS) for n in tops}

    def count(name: str, x: torch.Tensor) -> None:
        counts[name] += torch.histc(x, BINS, 0, tops[name]).numpy()

    for k in range(0, len(images), batch):
        run(images[k : k + batch], count)
    return {n: best_step(counts[n], tops[n], bits) for n in tops}
