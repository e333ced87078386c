"""How weights are moved: the paper's SGD, an Adam whose memory traffic suits 46 million latents on a CPU, and Muon, which learns most from a view."""
import torch
from torch import Tensor

from .nets import Net


class FilterAdam(torch.optim.Optimizer):
    """Adam with one second moment a filter (first axis) instead of one a weight: a third of the memory traffic. No weight decay."""

    def __init__(self, params, lr: float, b1: float = 0.9, b2: float = 0.99):
        super().__init__(params, dict(lr=lr, b1=b1, b2=b2))

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group['params']:
                if p.grad is None:
                    continue
                kept = self.state[p]
                if not kept:
                    kept.update(m=torch.zeros_like(p), v=torch.zeros(p.shape[0], *[1] * (p.dim() - 1), device=p.device), n=0)
                kept['n'] += 1
                axes = tuple(range(1, p.dim()))
                square = torch.linalg.vector_norm(p.grad, dim=axes, keepdim=True) ** 2 / p[0].numel() if axes else p.grad**2
                kept['m'].lerp_(p.grad, 1 - group['b1'])
                kept['v'].lerp_(square, 1 - group['b2'])
                rate = group['lr'] / (1 - group['b1'] ** kept['n'])
                p.addcmul_(kept['m'], rate / ((kept['v'] / (1 - group['b2'] ** kept['n'])).sqrt() + 1e-12), value=-1)


def orthogonal(g: Tensor) -> Tensor:
    """A matrix with nearly the same singular vectors and all singular values near 1 (0.7 to 1.2), by five Newton-Schulz steps in bfloat16. The coefficients are
    Jordan's (Muon, 2024), which trade an exact 1 for speed."""
    x = g.bfloat16()
    wide = x.T if x.shape[0] > x.shape[1] else x
    wide = wide / (wide.norm() + 1e-7)
    for _ in range(5):
        square = wide @ wide.T
        wide = 3.4445 * wide + (-4.7750 * square + 2.0315 * (square @ square)) @ wide
    return (wide.T if x.shape[0] > x.shape[1] else wide).float()


def to_unit_norm(w: Tensor) -> None:
    """Each filter (first axis), in place."""
    w.mul_(1 / (torch.linalg.vector_norm(w, dim=tuple(range(1, w.dim())), keepdim=True) + 1e-12))


class Muon(torch.optim.Optimizer):
    """Momentum (Nesterov's) of a whole layer, taken as one matrix of a row a filter, made orthogonal: every direction moves equally far. A filter moves by the
    rate on average, and then goes back to unit norm (`unit`): a rate is an angle. Vectors (batch norm, steps) are moved by Adam, at a rate of their own."""

    def __init__(self, filters, vectors, lr: float, momentum: float = 0.9, norms: float = 2e-3, unit: bool = True):
        groups = [dict(params=list(filters), filters=True), dict(params=list(vectors), filters=False, peak=norms, lr=norms)]
        super().__init__(groups, dict(lr=lr, momentum=momentum, unit=unit, b1=0.9, b2=0.99))
        if unit:
            with torch.no_grad():
                for p in self.param_groups[0]['params']:
                    to_unit_norm(p)

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group['params']:
                if p.grad is not None:
                    (self._filters if group['filters'] else self._vector)(p, group)

    def _filters(self, p: Tensor, group: dict) -> None:
        kept = self.state[p]
        if not kept:
            kept['m'] = torch.zeros_like(p)
        kept['m'].mul_(group['momentum']).add_(p.grad)
        direction = p.grad.add(kept['m'], alpha=group['momentum'])
        direction = orthogonal(direction.reshape(len(p), -1)).reshape(p.shape)
        direction *= len(p) ** 0.5 / (direction.norm() + 1e-9)
        p.add_(direction, alpha=-group['lr'])
        if group['unit']:
            to_unit_norm(p)

    def _vector(self, p: Tensor, group: dict) -> None:
        kept = self.state[p]
        if not kept:
            kept.update(m=torch.zeros_like(p), v=torch.zeros_like(p), n=0)
        kept['n'] += 1
        kept['m'].lerp_(p.grad, 1 - group['b1'])
        kept['v'].lerp_(p.grad**2, 1 - group['b2'])
        rate = group['lr'] / (1 - group['b1'] ** kept['n'])
        p.addcdiv_(kept['m'], (kept['v'] / (1 - group['b2'] ** kept['n'])).sqrt() + 1e-8, value=-rate)


def clamp_latents(net: Net) -> None:
    """One-bit latents back into [-1, 1]: BNN's clipping, without which a latent can wander off so far that its sign never turns again."""
    with torch.no_grad():
        for module in net.weighted().values():
            if module.layer.one_bit:
                module.w.clamp_(-1, 1)


def optimiser(recipe, parameters: list[Tensor], lr: float) -> torch.optim.Optimizer:
    """By the recipe's name for it: muon | filter-adam | sgd. Raises ValueError for another."""
    if recipe.optimiser == 'muon':
        filters, vectors = ([p for p in parameters if (p.dim() > 1) is many] for many in (True, False))
        return Muon(filters, vectors, lr, recipe.momentum, recipe.norms, recipe.unit)
    if recipe.optimiser == 'filter-adam':
        return FilterAdam(parameters, lr)
    if recipe.optimiser == 'sgd':
        return torch.optim.SGD(parameters, lr, momentum=recipe.momentum, weight_decay=recipe.decay)
    raise ValueError(f'no optimiser is called {recipe.optimiser}')
