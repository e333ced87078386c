"""How a network is trained, as data: a recipe says how, a run (`training/runs/`) says which recipe, how long and at what rate.

`PAPER` is the paper's own. `DISTIL_SLIDE` trained the weights that ship. `BEHIND` trains only what lies behind a pool of an exported file.
"""
from dataclasses import dataclass, field, replace
from math import cos, pi


@dataclass(frozen=True)
class Quantisation:
    """weights: of one-bit layers (`quantisers.weight_quantiser`); activation: `quantisers.activation_quantiser`; block: plain or reordered;
    bits: of the one-bit layers' inputs behind the front, by learned steps (0: as they are)."""

    weights: str = 'sign'
    activation: str = 'relu'
    block: str = 'plain'
    bits: int = 0


@dataclass(frozen=True)
class Views:
    """How a face becomes a picture to learn from. kind: paper (crops and mirrors) | wide.

    Of wide, each a share of the pictures: mixed with another face, swapped in part (by smooth masks), warped smoothly: teacher and student see all of it,
    and a small turn, shift and mirror. degraded (light, blur, JPEG, low resolution, something in front): the student alone."""

    kind: str = 'wide'
    mixed: float = 0.35
    swapped: float = 0.25
    warped: float = 0.5
    degraded: float = 0.6


@dataclass(frozen=True)
class Front:
    """What lies in front of a pool, the pool included, and what is done about it once it stands still: its maps are kept and drawn again.

    A batch is then `fresh` new views and else maps drawn from the last `kept`; until `filled` are there it is all new views.
    exported: the front is that of an exported file, in 8 bits, from the first step on; else the network's own, from `Run.freeze` on."""

    behind: str = 'Pool2'
    kept: int = 8192
    fresh: int = 64
    filled: int = 3000
    exported: str = ''


@dataclass(frozen=True)
class Recipe:
    """objective: distil (a teacher's embeddings) | softmax (names). teacher: view (it sees the very view) | clean (its embedding of the clean picture, kept
    with the faces). optimiser: muon | filter-adam | sgd. half: units that are trained first, the others left out (`Run.full_depth`).
    chunks: how many pictures go through each part between two pools at once, 0 for all; where memory is slow, small ones are faster."""

    name: str
    network: str = 'Q'
    quantisation: Quantisation = field(default_factory=Quantisation)
    objective: str = 'distil'
    teacher: str = 'view'
    views: Views = field(default_factory=Views)
    optimiser: str = 'muon'
    batch: int = 160
    momentum: float = 0.9
    unit: bool = True  # muon: filters are kept at unit norm
    norms: float = 2e-3  # muon: batch norm's rate at a descent's beginning; it falls as the other does
    decay: float = 0.0
    warm: int = 50  # steps from nothing to the rate, where the optimiser begins empty
    dropout: float = 0.0  # on Fc5, in front of Fc6
    bank: int = 4096  # distil: other faces in the similarity term
    tau: float = 20.0
    kl: float = 0.3
    half: tuple[str, ...] = ()
    front: Front = field(default_factory=Front)
    chunks: tuple[int, ...] = ()
    memory: tuple[float, float] = (0.05, 0.05)  # of batch norm's running values: the front's, the others'
    settle: int = 30  # batches of 128 plain faces, for batch norm's values at the end
    seed: int = 0


@dataclass(frozen=True)
class Descent:
    """The rate over so many pictures: linear or cosine down to the share `floor`, or drops (a tenth from each share of `drops` on)."""

    views: int
    rate: float
    shape: str = 'linear'
    floor: float = 0.01
    drops: tuple[float, ...] = ()

    def at(self, share: float) -> float:
        """share: of the descent, 0 to 1 -> of the rate."""
        if self.shape == 'drops':
            return 10.0 ** -sum(share >= d for d in self.drops)
        if self.shape == 'cosine':
            return self.floor + (1 - self.floor) * 0.5 * (1 + cos(pi * min(1.0, share)))
        return 1 - (1 - self.floor) * share


@dataclass(frozen=True)
class Run:
    """A recipe and its numbers. All counts are pictures trained on since the run began, maps drawn again included.

    descents: one after the other. full_depth: from here on all units. front and rest: where their weights slide from float to one bit (begin, end; the front
    is never behind the rest). freeze: from here on the front stands still. held_back: so many rows, the first of the set, are never trained on (for thresholds);
    watched: the first of these, judged on the way. begins: what it goes on from, in words."""

    name: str
    recipe: Recipe
    descents: tuple[Descent, ...]
    full_depth: int = 0
    front: tuple[int, int] = (0, 0)
    rest: tuple[int, int] = (0, 0)
    freeze: int | None = None
    held_back: int = 4600
    watched: int = 600
    begins: str = 'nothing'

    @property
    def views(self) -> int:
        return sum(d.views for d in self.descents)


# Zhou et al. 2018: softmax on named people, 100 epochs of 10,000 steps of 64, SGD from 0.01, a tenth at epochs 40, 70, 90; dropout 0.5 on Fc5.
# Momentum 0.9 and decay 5e-4 are Face-ResNet's; the paper does not name them. Its one-bit weights are DoReFa-Net's.
PAPER = Recipe(
    'paper',
    quantisation=Quantisation(weights='dorefa-1'),
    objective='softmax',
    teacher='',
    views=Views('paper'),
    optimiser='sgd',
    batch=64,
    decay=5e-4,
    dropout=0.5,
    warm=0,
)

DISTIL_SLIDE = Recipe(
    'distil-slide',
    quantisation=Quantisation(weights='scaled-sign'),
    half=('Conv2_1', 'Conv3_1', 'Conv3_2', 'Conv4_1', 'Conv4_2', 'Conv4_3', 'Conv5_1'),
    chunks=(8, 16, 64),
    memory=(0.02, 0.1),
)

BEHIND = replace(
    DISTIL_SLIDE,
    name='behind',
    batch=128,
    half=(),
    front=Front('Pool4', kept=8192, fresh=16, filled=2048, exported='resources/model/q.onnx'),
)
