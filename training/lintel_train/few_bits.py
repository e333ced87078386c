"""Activations of few bits, by a step that is learned with the weights (LSQ: Esser et al. 2020, arXiv 1902.08153): the paper's future work.

Each input of a one-bit layer is rounded to 2^k levels, 0 included; sums of residual units keep their precision, as in Bi-Real Net (Liu et al. 2018,
arXiv 1808.00278). Nothing of this is exported: onnxruntime has no convolution of fewer bits than 8 (`bit_speed.py` times one of our own).
"""
import torch
from torch import Tensor, nn

from . import calibration


class _Rounded(torch.autograd.Function):
    """x, log of a step -> step * round(clamp(x / step, 0, most)). Backward, with v = x / step: to x the gradient where 0 <= v <= most; to the log the step times the
    sum of the gradient times round(v) - v there, and times the level outside."""

    @staticmethod
    def forward(ctx, x: Tensor, log: Tensor, most: int) -> Tensor:
        step = log.exp()
        v = x.float() / step
        levels = v.clamp(0, most).round_()
        ctx.save_for_backward(v, levels, step)
        ctx.most = most
        return (levels * step).to(x.dtype)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, Tensor, None]:
        v, levels, step = ctx.saved_tensors
        inside = (v >= 0) & (v <= ctx.most)
        return gradient * inside, (gradient.float() * torch.where(inside, levels - v, levels)).sum() * step, None


class LearnedStep(nn.Module):
    """x >= 0 -> the nearest of step * {0 .. 2^bits - 1}. The step begins where the mean square error on the first batch is least.

    What is learned is its logarithm, so that one rate suits steps of 8 bits and of 2: Adam moves it by a share of itself. LSQ's own scale of the gradient,
    which is there for SGD, is not needed then."""

    def __init__(self, bits: int):
        super().__init__()
        self.bits, self.most = bits, 2**bits - 1
        self.log = nn.Parameter(torch.full((), torch.nan))

    @property
    def step(self) -> float:
        return self.log.exp().item()

    def forward(self, x: Tensor) -> Tensor:
        if self.log.isnan():
            top = max(x.max().item(), 1e-6)
            counts = torch.histc(x.detach().float(), calibration.BINS, 0, top).cpu()
            self.log.data.fill_(calibration.best_step(counts.numpy(), top, self.bits)).log_()
        return _Rounded.apply(x, self.log, self.most)
