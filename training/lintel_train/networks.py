"""The paper's networks as data, read from the file that the app reads too: `resources/networks.json`. One source, not two."""
import json
import os
from dataclasses import dataclass
from pathlib import Path

JSON = Path(os.environ.get('LINTEL_NETWORKS', Path(__file__).resolve().parents[2] / 'resources' / 'networks.json'))


@dataclass(frozen=True)
class Layer:
    """One step. kind: conv (3 x 3, stride 1) | pool (2 x 2 maximum, stride 2) | unit (y = x + its convs) | fc.

    inputs, outputs: channels, or for fc elements (the map in channel, row, column order). one_bit: weights are +-1.
    key: its name in a training state."""

    kind: str
    name: str
    key: str = ''
    inputs: int = 0
    outputs: int = 0
    pad: int = 0
    one_bit: bool = False
    convs: tuple['Layer', ...] = ()

    @property
    def weight_key(self) -> str:
        """Of its weights (latents) in a training state."""
        return self.key if self.kind == 'fc' else f'{self.key}.w'

    @property
    def norm_key(self) -> str:
        """In front of `.weight`, `.bias`, `.running_mean`, `.running_var` of its batch norm."""
        return 'bnf' if self.kind == 'fc' else f'{self.key}.bn'


@dataclass(frozen=True)
class Network:
    name: str
    height: int
    width: int
    ops: tuple[Layer, ...]
    classes: int

    @property
    def embedding(self) -> int:
        return self.ops[-1].outputs

    @property
    def last_map(self) -> tuple[int, int]:
        """Rows and columns in front of the fc layer at the full input size."""
        rows, columns = self.height, self.width
        for op in self.ops:
            if op.kind == 'pool':
                rows, columns = rows // 2, columns // 2
            elif op.kind == 'conv':
                rows, columns = rows - 2 + 2 * op.pad, columns - 2 + 2 * op.pad
        return rows, columns

    def weighted(self) -> list[Layer]:
        """Convolutions and Fc5, in order."""
        return [layer for op in self.ops for layer in (op.convs if op.kind == 'unit' else (op,)) if layer.kind != 'pool']


def _layer(d: dict) -> Layer:
    convs = tuple(_layer(c) for c in d.get('convs', ()))
    return Layer(d['kind'], d['name'], d.get('key', ''), d.get('in', 0), d.get('out', 0), d.get('pad', 0), d.get('binary', False), convs)


def load(name: str, path: Path = JSON) -> Network:
    """name: A, B, C or Q. Raises KeyError for another, ValueError for a file of another format."""
    whole = json.loads(path.read_text())
    if whole['format'] != 1:
        raise ValueError(f'{path}: format {whole["format"]}, this program reads 1')
    d = whole['networks'][name]
    return Network(name, d['input']['height'], d['input']['width'], tuple(_layer(x) for x in d['layers']), d['classifier']['out'])
