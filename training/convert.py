"""A state of the draft programs (`q.npz`, or the `q.pt` that they go on from) -> a state of this project: `train.py --from` and `export.py` read it.

    python training/convert.py ../shared/train2/q/q.npz --out ../training-state/q.pt
    python training/convert.py ../shared/train2/q/q.npz --settled ../shared/train2/q/settled-bn.npz --out ../training-state/q-settled.pt     as it was exported
"""
import argparse
import sys
from pathlib import Path

import torch

from lintel_train import networks, states
from lintel_train.drafts import read_draft


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('draft', type=Path, help='q.npz or q.pt')
    p.add_argument('--settled', type=Path, help='batch norm taken anew, in the place of its own')
    p.add_argument('--out', type=Path, required=True, help='a .pt, or a folder for a travelling state')
    o = p.parse_args()
    network = networks.load('Q')
    weights = read_draft(o.draft, network, o.settled)
    if o.out.suffix == '.pt':
        o.out.parent.mkdir(parents=True, exist_ok=True)
        states.write_exact(o.out, {'net': {k: torch.from_numpy(v.copy()) for k, v in weights.tensors.items()}, 'quantiser': weights.quantiser, **weights.counters})
    else:
        states.write_travelling(o.out, network, weights)
    print(f'{o.out}: {len(weights.tensors)} tensors, {weights.counters["seen"]} images, {weights.counters["spent"] / 3600:.2f} hours')
    return 0


if __name__ == '__main__':
    sys.exit(main())
