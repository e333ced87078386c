"""Activations of few bits, by a step that is learned with the weights (LSQ: Esser et al. 2020, arXiv 1902.08153): the paper's future work.

Each input of a one-bit layer is rounded to 2^k levels, 0 included; sums of residual units keep their precision, as in Bi-Real Net (Liu et al. 2018,
arXiv 1808.00278). Nothing of this is exported: onnxruntime has no convolution of fewer bits than 8 (`bit_speed.py` times one of our own).
"""
import torch
from torch import Tensor, nn

from . import calibration


class LearnedStep(nn.Module):
    """x >= 0 -> the nearest of step * {0 .. 2^bits - 1}. The step begins where the mean square error on the first batch is least."""

    def __init__(self, bits: int):
        super().__init__()
        self.bits, self.most = bits, 2**bits - 1
        self.step = nn.Parameter(torch.zeros(()))

    def forward(self, x: Tensor) -> Tensor:
        kind, x = x.dtype, x.float()
        if self.step.item() == 0:
            top = max(x.max().item(), 1e-6)
            counts = torch.histc(x.detach(), calibration.BINS, 0, top).cpu().numpy()
            self.step.data.fill_(calibration.best_step(counts, top, self.bits))
        share = 1 / (x[0].numel() * self.most) ** 0.5  # LSQ's scale of the step's gradient, per image
        step = self.step.abs().clamp_min(1e-6)
        step = step * share + (step - step * share).detach()
        levels = (x / step).clamp(0, self.most)
        return ((levels + (torch.round(levels) - levels).detach()) * step).to(kind)
