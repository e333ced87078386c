"""How a network is trained, as data. `paper` is the paper's own; `distil` is what two CPU cores or half an hour of a GPU are best spent on."""
from dataclasses import dataclass, field, replace

from .nets import Quantisation


@dataclass(frozen=True)
class Phase:
    """Pictures of height x width, `batch` of them a step, until this share of the schedule."""

    height: int
    width: int
    batch: int
    until: float = 1.0


@dataclass(frozen=True)
class Recipe:
    """objective: softmax | distil. view: paper | wide. optimiser: sgd | filter-adam. schedule: drops (lr / 10 at each share of `drops`) | cosine."""

    name: str
    network: str = 'Q'
    quantisation: Quantisation = field(default_factory=Quantisation)
    objective: str = 'distil'
    view: str = 'wide'
    optimiser: str = 'filter-adam'
    lr: float = 1e-3
    schedule: str = 'cosine'
    drops: tuple[float, ...] = ()
    floor: float = 0.02  # cosine: what is left of lr at the end
    warm: int = 100  # steps from nothing to lr, after every start without an optimiser's state
    momentum: float = 0.9
    decay: float = 0.0
    dropout: float = 0.0  # on Fc5, in front of Fc6
    steps: int = 20000
    phases: tuple[Phase, ...] = (Phase(112, 96, 48),)
    bank: int = 4096  # distil: other faces in the similarity term
    tau: float = 20.0
    kl: float = 0.3
    apart: int = 600  # faces held out to watch; softmax holds out two of every person instead
    seed: int = 0


# Zhou et al. 2018: softmax on named people, 100 epochs of 10,000 steps of 64, SGD from 0.01, a tenth at epochs 40, 70, 90; dropout 0.5 on Fc5.
# Momentum 0.9 and decay 5e-4 are Face-ResNet's; the paper does not name them. Its one-bit weights are DoReFa-Net's.
PAPER = Recipe(
    'paper',
    quantisation=Quantisation(weights='dorefa-1'),
    objective='softmax',
    view='paper',
    optimiser='sgd',
    lr=0.01,
    schedule='drops',
    drops=(0.4, 0.7, 0.9),
    decay=5e-4,
    dropout=0.5,
    steps=1_000_000,
    phases=(Phase(112, 96, 64),),
    warm=0,
)

DISTIL = Recipe('distil', phases=(Phase(64, 48, 128, 0.2), Phase(80, 64, 64, 0.5), Phase(112, 96, 48)))
RECIPES = {r.name: r for r in (PAPER, DISTIL)}


def phase_at(recipe: Recipe, progress: float) -> Phase:
    """progress: 0 to 1."""
    return next((p for p in recipe.phases if progress < p.until), recipe.phases[-1])


def rate_at(recipe: Recipe, progress: float, steps_since_start: int) -> float:
    """The learning rate. steps_since_start: since the optimiser was last empty."""
    from math import cos, pi

    warm = min(1.0, (steps_since_start + 1) / recipe.warm) if recipe.warm else 1.0
    if recipe.schedule == 'drops':
        return recipe.lr * warm * 10.0 ** -sum(progress >= d for d in recipe.drops)
    return recipe.lr * warm * (recipe.floor + (1 - recipe.floor) * 0.5 * (1 + cos(pi * min(1.0, progress))))


def parse_phases(text: str) -> tuple[Phase, ...]:
    """`80x64x48:.5,112x96x32:1` -> phases. Raises ValueError."""
    phases = []
    for part in text.split(','):
        size, until = part.split(':')
        height, width, batch = map(int, size.split('x'))
        phases.append(Phase(height, width, batch, float(until)))
    if phases[-1].until < 1:
        raise ValueError(f'{text}: the last size must reach to 1')
    return tuple(phases)


def changed(recipe: Recipe, **values) -> Recipe:
    """The recipe with every value that is not None."""
    return replace(recipe, **{k: v for k, v in values.items() if v is not None})
