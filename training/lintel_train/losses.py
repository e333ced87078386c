"""What a network is taught: to name people (the paper's softmax), or to agree with a teacher. What a loss tells stays on its device until somebody asks."""
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Softmax(nn.Module):
    """The paper's head: dropout on Fc5, then Fc6 in float, cross entropy. Training only; it is not exported."""

    def __init__(self, embedding: int, classes: int, dropout: float = 0.5):
        super().__init__()
        self.dropout = dropout
        self.fc6 = nn.Linear(embedding, classes)
        nn.init.normal_(self.fc6.weight, std=0.01)
        nn.init.zeros_(self.fc6.bias)

    def forward(self, z: Tensor, label: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        logits = self.fc6(F.dropout(z, self.dropout, self.training))
        loss = F.cross_entropy(logits, label)
        return loss, {'loss': loss.detach(), 'right': (logits.argmax(1) == label).float().mean()}


def lift(embedding: int, dimensions: int, seed: int = 7) -> Tensor:
    """A fixed embedding x dimensions matrix with orthonormal columns: cosines between the teacher's rows stay as they are in the larger space."""
    return torch.from_numpy(np.linalg.qr(np.random.RandomState(seed).randn(embedding, dimensions))[0].astype(np.float32))


def distil(z: Tensor, target: Tensor, bank: Tensor, lifted: Tensor, tau: float, weight: float) -> tuple[Tensor, dict[str, Tensor]]:
    """1 - cosine to the lifted target, plus `weight` times the KL divergence of the similarities to a bank of other faces, sharpened by tau.

    z: B x 1024, not normalised; target: B x D and bank: M x D, unit rows; lifted: 1024 x D."""
    z = F.normalize(z.float())
    cosine = (z * (target @ lifted.T)).sum(1)
    own = z @ lifted
    student = F.log_softmax(tau * torch.cat([(own * target).sum(1, keepdim=True), own @ bank.T], 1), 1)
    teacher = F.log_softmax(tau * torch.cat([(target * target).sum(1, keepdim=True), target @ bank.T], 1), 1)
    kl = (teacher.exp() * (teacher - student)).sum(1).mean()
    loss = (1 - cosine).mean() + weight * kl
    return loss, {'loss': loss.detach(), 'cosine': cosine.detach().mean(), 'kl': kl.detach()}
