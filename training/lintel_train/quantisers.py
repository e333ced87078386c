"""Weights and activations in few bits, each with its straight-through gradient.

A quantiser is a function tensor -> tensor of the same shape that PyTorch can differentiate. `weight_quantiser(name)` and
`activation_quantiser(name)` find one by the name that a recipe gives: `sign`, `scaled-sign`, `bnn`, `xnor`, `dorefa-K`, `float`.
Sources: BNN (Courbariaux et al. 2016, arXiv 1602.02830), XNOR-Net (Rastegari et al. 2016, arXiv 1603.05279),
DoReFa-Net (Zhou et al. 2016, arXiv 1606.06160).
"""
from collections.abc import Callable

import torch
from torch import Tensor

Quantiser = Callable[[Tensor], Tensor]


def sign(x: Tensor) -> Tensor:
    """+1 where x >= 0 (also at 0), else -1. No gradient of its own."""
    return torch.where(x >= 0, torch.ones((), dtype=x.dtype, device=x.device), -torch.ones((), dtype=x.dtype, device=x.device))


class _SignThrough(torch.autograd.Function):
    """sign forward; backward the gradient passes unchanged. Right where the latents are clamped to [-1, 1] after each step, which is
    BNN's mask |w| <= 1 for nothing. Under autocast +-1 is made in bfloat16 at once: the value is exact and half of the memory traffic."""

    @staticmethod
    def forward(ctx, w: Tensor) -> Tensor:
        kind = torch.bfloat16 if torch.is_autocast_enabled(w.device.type) else w.dtype
        one = torch.ones((), dtype=kind, device=w.device)
        return torch.where(w >= 0, one, -one)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:
        return gradient.float()


class _SignMasked(torch.autograd.Function):
    """BNN: sign forward; backward the gradient where |w| <= 1 and 0 elsewhere."""

    @staticmethod
    def forward(ctx, w: Tensor) -> Tensor:
        ctx.save_for_backward(w)
        return sign(w)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:
        (w,) = ctx.saved_tensors
        return gradient * (w.abs() <= 1)


class _XnorWeights(torch.autograd.Function):
    """XNOR-Net: alpha * sign(W), alpha = mean |W| of the filter (first axis), n weights in it.

    Backward (the paper's equation for dC/dW_i): gradient_i * (1/n + alpha * [|W_i| <= 1]). As the authors' code and every port do,
    1/n stands for d alpha / d W_i taken on its own element alone."""

    @staticmethod
    def forward(ctx, w: Tensor) -> Tensor:
        alpha = w.abs().mean(dim=tuple(range(1, w.dim())), keepdim=True)
        ctx.save_for_backward(w, alpha)
        return alpha * sign(w)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:
        w, alpha = ctx.saved_tensors
        return gradient * (w.shape[0] / w.numel() + alpha * (w.abs() <= 1))


class _XnorInputs(torch.autograd.Function):
    """XNOR-Net's inputs: beta * sign(X). beta is the mean over channels of |X|, one for each place of each image: N x 1 x H x W
    (for a vector N x 1). The box filter that spreads it over a kernel's window is left to the convolution that follows, which sees
    beta * sign(X) itself; so sums are exact, where XNOR-Net approximates them to use bit counting. Backward as BNN's, beta constant."""

    @staticmethod
    def forward(ctx, x: Tensor) -> Tensor:
        beta = x.abs().mean(dim=1, keepdim=True)
        ctx.save_for_backward(x, beta)
        return beta * sign(x)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> Tensor:
        x, beta = ctx.saved_tensors
        return gradient * beta * (x.abs() <= 1)


class _Round(torch.autograd.Function):
    """q_k(x) = round((2^k - 1) x) / (2^k - 1) on [0, 1]; backward the gradient passes. Halves round up, as DoReFa's code does not say."""

    @staticmethod
    def forward(ctx, x: Tensor, bits: int) -> Tensor:
        steps = 2**bits - 1
        return torch.floor(x * steps + 0.5) / steps

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, None]:
        return gradient, None


def sign_through(w: Tensor) -> Tensor:
    return _SignThrough.apply(w)


def bnn(x: Tensor) -> Tensor:
    return _SignMasked.apply(x)


def filter_means(w: Tensor) -> Tensor:
    """alpha: mean |W| of each filter (first axis), shaped to be multiplied with W."""
    return (torch.linalg.vector_norm(w.flatten(1), 1, dim=1) * (w.shape[0] / w.numel())).view(-1, *[1] * (w.dim() - 1))


class _ScaledSign(torch.autograd.Function):
    """w -> (1 - t) w + t alpha sign(w); backward the gradient passes unchanged, to latents that the optimiser keeps at unit norm. t = 0 is float, t = 1 (and
    none at all) one bit. Under autocast it is made in bfloat16 at once, as in _SignThrough."""

    @staticmethod
    def forward(ctx, w: Tensor, t: Tensor | None) -> Tensor:
        kind = torch.bfloat16 if torch.is_autocast_enabled(w.device.type) else w.dtype
        alpha = filter_means(w)
        if t is None:
            return alpha.to(kind) * torch.where(w >= 0, torch.ones((), dtype=kind, device=w.device), -torch.ones((), dtype=kind, device=w.device))
        return torch.lerp(w, torch.where(w >= 0, alpha, -alpha), t).to(kind)

    @staticmethod
    def backward(ctx, gradient: Tensor) -> tuple[Tensor, None]:
        return gradient.float(), None


def scaled_sign(w: Tensor, t: Tensor | None = None) -> Tensor:
    """alpha sign(w), or on the way there from w: t from 0 to 1 (a tensor, so that a compiled network is not compiled anew at each step)."""
    return _ScaledSign.apply(w, t)


def xnor_weights(w: Tensor) -> Tensor:
    return _XnorWeights.apply(w)


def xnor_inputs(x: Tensor) -> Tensor:
    return _XnorInputs.apply(x)


def dorefa_weights(w: Tensor, bits: int) -> Tensor:
    """k >= 2: 2 q_k(tanh(W) / (2 max|tanh(W)|) + 1/2) - 1, the gradient through tanh as well (the maximum is taken as a constant).
    k = 1: DoReFa's own one-bit case, sign(W) * mean |W| of the layer, the gradient passing unchanged."""
    if bits == 1:
        scale = w.detach().abs().mean()
        return _SignThrough.apply(w) * scale
    t = torch.tanh(w)
    return 2 * _Round.apply(t / (2 * t.detach().abs().max().clamp_min(1e-12)) + 0.5, bits) - 1


def dorefa_activations(x: Tensor, bits: int) -> Tensor:
    """q_k(h(x)) with h = clip(x, 0, 1): the gradient passes inside the clip."""
    return _Round.apply(x.clamp(0, 1), bits)


def identity(x: Tensor) -> Tensor:
    return x


def _dorefa_bits(name: str) -> int:
    bits = int(name.removeprefix('dorefa-'))
    if not 1 <= bits <= 8:
        raise ValueError(f'{name}: 1 to 8 bits')
    return bits


def weight_quantiser(name: str) -> Quantiser:
    """`float`, `sign` (straight through, for latents that the optimiser clamps), `scaled-sign`, `bnn`, `xnor`, `dorefa-K`. Raises ValueError."""
    plain = {'float': identity, 'sign': sign_through, 'scaled-sign': scaled_sign, 'bnn': bnn, 'xnor': xnor_weights}
    if name in plain:
        return plain[name]
    if name.startswith('dorefa-'):
        bits = _dorefa_bits(name)
        return lambda w: dorefa_weights(w, bits)
    raise ValueError(f'no weight quantiser is called {name}')


def scale_of(name: str, w: Tensor) -> Tensor:
    """What a one-bit quantiser multiplies sign(w) by: one number a filter. Raises ValueError where the weights are not one bit."""
    if name in ('sign', 'bnn'):
        return torch.ones(w.shape[0])
    if name in ('scaled-sign', 'xnor'):
        return filter_means(w).flatten()
    if name == 'dorefa-1':
        return w.abs().mean().expand(w.shape[0])
    raise ValueError(f'{name}: not one bit')


def activation_quantiser(name: str) -> Quantiser:
    """`relu`, `bnn` and `xnor` (signs), `dorefa-K`. Raises ValueError."""
    plain = {'relu': torch.relu, 'bnn': bnn, 'xnor': xnor_inputs}
    if name in plain:
        return plain[name]
    if name.startswith('dorefa-'):
        bits = _dorefa_bits(name)
        return lambda x: dorefa_activations(x, bits)
    raise ValueError(f'no activation is called {name}')
