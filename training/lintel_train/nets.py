"""The networks as PyTorch modules, built from `resources/networks.json` and a choice of quantisers.

A convolution is conv -> batch norm -> activation (`block='plain'`, the paper's), pools standing behind the activation. XNOR-Net with one-bit
inputs reorders it (`block='reordered'`): activation -> conv -> batch norm -> pool, since a maximum over signs is +1 almost everywhere.
"""
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .few_bits import LearnedStep
from .networks import Layer, Network
from .quantisers import activation_quantiser, scaled_sign, weight_quantiser
from .recipes import Quantisation

class Weighted(nn.Module):
    """One convolution or fc layer with its batch norm. Its latents stand in `w`; what it computes with is `quantise(w)`, or a part of the way there."""

    def __init__(self, layer: Layer, quantisation: Quantisation, gamma: float = 1.0):
        super().__init__()
        self.layer = layer
        shape = (layer.outputs, layer.inputs, 3, 3) if layer.kind == 'conv' else (layer.outputs, layer.inputs)
        self.w = nn.Parameter(torch.empty(shape))
        nn.init.normal_(self.w, std=(2 / self.w[0].numel()) ** 0.5)
        self.bn = (nn.BatchNorm2d if layer.kind == 'conv' else nn.BatchNorm1d)(layer.outputs)
        nn.init.constant_(self.bn.weight, gamma)
        self.quantise = weight_quantiser(quantisation.weights if layer.one_bit else 'float')
        self.activate = activation_quantiser(quantisation.activation)
        self.reordered = quantisation.block == 'reordered' and layer.one_bit
        self.few = LearnedStep(quantisation.bits) if quantisation.bits and layer.one_bit else None
        # How far its weights have slid to one bit: None at the end. A tensor, so that a compiled network is not compiled anew at each step.
        self.slid: Tensor | None = None

    def weights(self) -> Tensor:
        return self.quantise(self.w) if self.slid is None else scaled_sign(self.w, self.slid)

    def forward(self, x: Tensor) -> Tensor:
        w = self.weights()
        x = x if self.few is None else self.few(x)
        if self.layer.kind == 'fc':
            x = self.activate(x) if self.reordered else x
            return self.bn(F.linear(x, w).float())
        if self.reordered:
            return self.bn(F.conv2d(self.activate(x), w, padding=self.layer.pad))
        x = self.bn(F.conv2d(x, w, padding=self.layer.pad))
        return self.activate(x)


class Unit(nn.Module):
    """y = x + F(x). gamma: of its last batch norm at the beginning; under 1, so that a deep network's sums do not grow."""

    def __init__(self, convs: tuple[Layer, ...], quantisation: Quantisation, gamma: float):
        super().__init__()
        self.convs = nn.Sequential(*[Weighted(c, quantisation, gamma if c is convs[-1] else 1.0) for c in convs])

    def forward(self, x: Tensor) -> Tensor:
        return x + self.convs(x)


class Net(nn.Module):
    """N x 3 x 112 x 96 -> N x 1024 float32, not normalised.

    Grows, slides and freezes: `whole` False leaves out the units that are not in `half`; `slide` says how far weights are on the way to one bit; a front that
    was frozen stays in evaluation, whatever `train` says. chunks: how many pictures go through each part between two pools at once (0: all)."""

    def __init__(self, network: Network, quantisation: Quantisation | None = None, half: Sequence[str] = (), chunks: Sequence[int] = ()):
        super().__init__()
        self.network, self.half, self.chunks = network, frozenset(half), tuple(chunks)
        self.quantisation = quantisation or Quantisation()
        self.whole, self.frozen = True, ''
        pools = [op.kind == 'pool' for op in network.ops]
        self.part_of = {op.name: sum(pools[:k]) for k, op in enumerate(network.ops)}
        self.steps = nn.ModuleDict()
        for op in network.ops:
            if op.kind == 'unit':
                self.steps[op.name] = Unit(op.convs, self.quantisation, 0.5 if not half else 0.2 if op.name in half else 0.05)
            elif op.kind != 'pool':
                self.steps[op.name] = Weighted(op, self.quantisation)

    def weighted(self, ops: Sequence[Layer] | None = None) -> dict[str, Weighted]:
        """Every layer (of some of the network's steps) that has weights, by its name in networks.json, in order."""
        steps = [self.steps[op.name] for op in (self.network.ops if ops is None else ops) if op.kind != 'pool']
        return {m.layer.name: m for step in steps for m in step.modules() if isinstance(m, Weighted)}

    def cut(self, pool: str) -> tuple[tuple[Layer, ...], tuple[Layer, ...]]:
        """-> (the steps up to a pool, the pool too; those behind it). '': nothing, everything. Raises ValueError where there is no such pool."""
        names = [op.name for op in self.network.ops]
        at = names.index(pool) + 1 if pool else 0
        return self.network.ops[:at], self.network.ops[at:]

    def slide(self, pool: str, front: float, rest: float) -> None:
        """How far the one-bit layers in front of a pool, and those behind it, have slid: 0 float to 1 one bit."""
        for ops, t in zip(self.cut(pool), (front, rest), strict=True):
            for module in self.weighted(ops).values():
                if not module.layer.one_bit:
                    continue
                if t >= 1:
                    module.slid = None
                elif module.slid is None:
                    module.slid = torch.tensor(t, device=module.w.device)
                else:
                    module.slid.fill_(t)

    def freeze(self, pool: str) -> None:
        """From here on what lies in front of the pool stands still: no gradients, batch norm by its running values."""
        self.frozen = pool
        for module in self.weighted(self.cut(pool)[0]).values():
            module.requires_grad_(False)
        self.train(self.training)

    def train(self, mode: bool = True) -> 'Net':
        super().train(mode)
        for module in self.weighted(self.cut(self.frozen)[0]).values():
            module.eval()
        return self

    def forward(self, x: Tensor) -> Tensor:
        return self.run(self.network.ops, x)

    def run(self, ops: Sequence[Layer], x: Tensor) -> Tensor:
        """Some of the network's steps in turn, on the map that stands before them."""
        for part, some in self._by_part(ops):
            chunk = self.chunks[part] if part < len(self.chunks) else 0
            if chunk and len(x) > chunk:
                x = torch.cat([self._through(some, piece) for piece in x.split(chunk)])
            else:
                x = self._through(some, x)
        return x

    def _by_part(self, ops: Sequence[Layer]) -> list[tuple[int, list[Layer]]]:
        """(how many pools lie before them, steps): each part ends with a pool."""
        parts: list[tuple[int, list[Layer]]] = []
        for op in ops:
            part = self.part_of[op.name]
            if not parts or parts[-1][0] != part:
                parts.append((part, []))
            parts[-1][1].append(op)
        return parts

    def _through(self, ops: Sequence[Layer], x: Tensor) -> Tensor:
        for op in ops:
            if op.kind == 'pool':
                x = F.max_pool2d(x, 2)
            elif op.kind != 'unit' or self.whole or op.name in self.half:
                x = self.steps[op.name](x.flatten(1) if op.kind == 'fc' else x)
        return x

    def layer_state(self) -> dict[str, Tensor]:
        """Tensors by the names of a training state (`Layer.weight_key`, `Layer.norm_key`), however the module nests them."""
        return {key: tensor for key, tensor, _ in self._named()}

    def load_layer_state(self, state: dict[str, Tensor]) -> None:
        """Raises KeyError when a tensor is missing, ValueError when one has another shape. Latents are copied into what is there."""
        with torch.no_grad():
            for key, own, needed in self._named():
                if not needed and key not in state:
                    continue
                if own.shape != state[key].shape:
                    raise ValueError(f'{key}: {tuple(state[key].shape)} where the network has {tuple(own.shape)}')
                own.copy_(state[key])

    def _named(self):
        """(name in a state, tensor, must it be there)"""
        for module in self.weighted().values():
            yield module.layer.weight_key, module.w.detach(), True
            if module.few is not None:
                yield f'{module.layer.norm_key}.step', module.few.log.detach(), False
            for k, tensor in module.bn.state_dict().items():
                yield f'{module.layer.norm_key}.{k}', tensor, k != 'num_batches_tracked'
