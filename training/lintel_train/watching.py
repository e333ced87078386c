"""A network in training, judged on faces that it never trains on, and settled for export."""
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .views import plain

TOGETHER, SETTLED_ON = 64, 128


def embeddings(trainer, rows: np.ndarray) -> Tensor:
    """Of plain views of some faces, as the network gives them, on the CPU."""
    return torch.cat([of_pictures(trainer, _plain(trainer, rows[k : k + TOGETHER])) for k in range(0, len(rows), TOGETHER)])


@torch.no_grad()
def of_pictures(trainer, pictures: np.ndarray) -> Tensor:
    """pictures: N x H x W x 3 uint8, the network's own size -> N x embedding."""
    trainer.net.eval()
    with trainer.cast():
        z = torch.cat([_through(trainer, pictures[k : k + TOGETHER]).float().cpu() for k in range(0, len(pictures), TOGETHER)])
    trainer.net.train()
    return z


def watch(trainer) -> str:
    """On the watched faces: agreement with the teacher, or the share that Fc6 names rightly."""
    z = embeddings(trainer, trainer.watched)
    if trainer.head:
        with torch.no_grad():
            named = trainer.head.fc6(z.to(trainer.machine.device)).argmax(1).cpu().numpy()
        right = (named == trainer.faces.label[trainer.watched]).mean()
        return f'watched: {100 * right:.2f} % of {len(z)} named rightly'
    cosine, correlation = agreement(trainer, z)
    return f'watched: cosine {cosine:.4f}, correlation of pairs {correlation:.4f}'


def agreement(trainer, z: Tensor) -> tuple[float, float]:
    """Of the watched faces' embeddings: mean cosine to the teacher's, correlation of all pairs' scores with the teacher's."""
    z, t = F.normalize(z), trainer.target[torch.from_numpy(trainer.watched)].cpu()
    i = torch.triu_indices(len(z), len(z), 1)
    pairs = np.corrcoef((z @ z.T)[i[0], i[1]].numpy(), (t @ t.T)[i[0], i[1]].numpy())[0, 1]
    return float((z * (t @ trainer.lifted.cpu().T)).sum(1).mean()), float(pairs)


@torch.no_grad()
def settle(trainer) -> None:
    """Batch norm's running values anew, of all that does not stand still: means over plain views, with the weights as they are. One-bit weights still flip in
    the last steps, and running values lag behind them.

    And the embedding is centred: its mean over training faces becomes 0 (batch norm's bias behind Fc5), since what all faces share tells nobody from anybody."""
    norms = [m.bn for m in trainer.net.weighted(trainer.back if trainer.net.frozen else None).values()]
    kept = [n.momentum for n in norms]
    for n in norms:
        n.reset_running_stats()
        n.momentum = None
    trainer.net.train()
    rng = np.random.RandomState(trainer.recipe.seed)
    for _ in range(trainer.recipe.settle):
        rows = rng.choice(trainer.rows, min(SETTLED_ON, len(trainer.rows)), replace=False)
        pictures = _plain(trainer, rows)
        mirrored = rng.rand(len(rows)) < 0.5
        pictures[mirrored] = pictures[mirrored, :, ::-1]
        with trainer.cast():
            _through(trainer, pictures)
    for n, momentum in zip(norms, kept, strict=True):
        n.momentum = momentum
    norms[-1].bias.zero_()


def _plain(trainer, rows: np.ndarray) -> np.ndarray:
    network = trainer.net.network
    return np.stack([plain(trainer.faces.face(int(r)), network.height, network.width) for r in rows])


def _through(trainer, pictures: np.ndarray) -> Tensor:
    """The whole network, behind an exported front too; not compiled."""
    if trainer.exported:
        return trainer.net.run(trainer.back, trainer.values(trainer.maps(pictures)))
    return trainer.net.run(trainer.net.network.ops, trainer.tensor(pictures))
