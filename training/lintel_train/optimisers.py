"""How weights are moved: the paper's SGD, and an Adam whose memory traffic suits 46 million latents on a CPU."""
import torch

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


def clamp_latents(net: Net) -> None:
    """One-bit latents back into [-1, 1]: BNN's clipping, without which a latent can wander off so far that its sign never turns again."""
    with torch.no_grad():
        for module in net.weighted().values():
            if module.layer.one_bit:
                module.w.clamp_(-1, 1)


def optimiser(kind: str, parameters: list, lr: float, momentum: float, decay: float) -> torch.optim.Optimizer:
    """kind: filter-adam | sgd. Raises ValueError for another."""
    if kind == 'filter-adam':
        return FilterAdam(parameters, lr)
    if kind == 'sgd':
        return torch.optim.SGD(parameters, lr, momentum=momentum, weight_decay=decay)
    raise ValueError(f'no optimiser is called {kind}')
