"""The networks as PyTorch modules, built from `resources/networks.json` and a choice of quantisers.

A convolution is conv -> batch norm -> activation (`block='plain'`, the paper's), pools standing behind the activation. XNOR-Net with one-bit
inputs reorders it (`block='reordered'`): activation -> conv -> batch norm -> pool, since a maximum over signs is +1 almost everywhere.
"""
from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .networks import Layer, Network
from .quantisers import activation_quantiser, weight_quantiser

MOMENTUM = 0.05


@dataclass(frozen=True)
class Quantisation:
    """weights: of one-bit layers (`quantisers.weight_quantiser`); activation: `quantisers.activation_quantiser`; block: plain or reordered."""

    weights: str = 'sign'
    activation: str = 'relu'
    block: str = 'plain'


class Weighted(nn.Module):
    """One convolution or fc layer with its batch norm. Its latents stand in `w`; what it computes with is `quantise(w)`."""

    def __init__(self, layer: Layer, quantisation: Quantisation, gamma: float = 1.0):
        super().__init__()
        self.layer = layer
        shape = (layer.outputs, layer.inputs, 3, 3) if layer.kind == 'conv' else (layer.outputs, layer.inputs)
        self.w = nn.Parameter(torch.empty(shape))
        nn.init.normal_(self.w, std=(2 / self.w[0].numel()) ** 0.5)
        self.bn = (nn.BatchNorm2d if layer.kind == 'conv' else nn.BatchNorm1d)(layer.outputs, momentum=MOMENTUM)
        nn.init.constant_(self.bn.weight, gamma)
        self.quantise = weight_quantiser(quantisation.weights if layer.one_bit else 'float')
        self.activate = activation_quantiser(quantisation.activation)
        self.reordered = quantisation.block == 'reordered' and layer.one_bit

    def forward(self, x: Tensor) -> Tensor:
        w = self.quantise(self.w)
        if self.layer.kind == 'fc':
            x = self.activate(x) if self.reordered else x
            return self.bn(F.linear(x, w).float())
        if self.reordered:
            return self.bn(F.conv2d(self.activate(x), w, padding=self.layer.pad))
        x = self.bn(F.conv2d(x, w, padding=self.layer.pad))
        return self.activate(x)


class Unit(nn.Module):
    """y = x + F(x). The last batch norm starts at half its gain, so that a deep network's sums do not grow at the start."""

    def __init__(self, convs: tuple[Layer, ...], quantisation: Quantisation):
        super().__init__()
        self.convs = nn.Sequential(*[Weighted(c, quantisation, 0.5 if c is convs[-1] else 1.0) for c in convs])

    def forward(self, x: Tensor) -> Tensor:
        return x + self.convs(x)


class Net(nn.Module):
    """N x 3 x 112 x 96 (smaller pictures too: the last map is then stretched to 5 x 4) -> N x 1024 float32, not normalised."""

    def __init__(self, network: Network, quantisation: Quantisation | None = None):
        super().__init__()
        self.network = network
        quantisation = quantisation or Quantisation()
        self.steps = nn.ModuleDict()
        for op in network.ops:
            if op.kind == 'unit':
                self.steps[op.name] = Unit(op.convs, quantisation)
            elif op.kind != 'pool':
                self.steps[op.name] = Weighted(op, quantisation)

    def weighted(self) -> dict[str, Weighted]:
        """Every layer that has weights, by its name in networks.json, in order."""
        return {m.layer.name: m for m in self.modules() if isinstance(m, Weighted)}

    def forward(self, x: Tensor, drop: float = 0.0) -> Tensor:
        """drop: the share of units left out in training (stochastic depth)."""
        return self.run(self.network.ops, x, drop)

    def run(self, ops: Sequence[Layer], x: Tensor, drop: float = 0.0) -> Tensor:
        """Some of the network's layers in turn, on the map that stands before them."""
        for op in ops:
            if op.kind == 'pool':
                x = F.max_pool2d(x, 2)
                continue
            if op.kind == 'unit' and self.training and drop and torch.rand(()).item() < drop:
                continue
            if op.kind == 'fc':
                rows, columns = self.network.last_map
                if tuple(x.shape[-2:]) != (rows, columns):
                    x = F.interpolate(x.float(), (rows, columns), mode='bilinear', align_corners=False).to(x.dtype)
                x = x.flatten(1)
            x = self.steps[op.name](x)
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
            for k, tensor in module.bn.state_dict().items():
                yield f'{module.layer.norm_key}.{k}', tensor, k != 'num_batches_tracked'
