"""Train a network: from nothing, from kept weights, or on from where a run stopped.

    python training/train.py --data ../training-data --state ../training-state/run.pt --from ../training-state/q.pt --minutes 60 --by-time

The run goes on from --state when that file exists. It stops cleanly at the end of --minutes, of the schedule, or on SIGTERM or Ctrl-C.
"""
import argparse
import sys
from pathlib import Path

import torch

from lintel_train import data, networks
from lintel_train.loop import Budget, Trainer
from lintel_train.nets import Quantisation
from lintel_train.recipes import RECIPES, changed, parse_phases


def options() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--data', type=Path, required=True, help='a folder of shards (prepare.py), or one with faces.u8 and teacher.npy')
    p.add_argument('--state', type=Path, required=True, help='exact state, read when there, written')
    p.add_argument('--from', dest='start', type=Path, help='weights to begin with when --state is not there: a .pt or a travelling folder')
    p.add_argument('--travelling', type=Path, help='also write a travelling state into this folder at the end')
    p.add_argument('--recipe', choices=sorted(RECIPES), default='distil')
    p.add_argument('--net', choices='ABCQ', help="another network than the recipe's")
    p.add_argument('--weights', help='sign | bnn | xnor | dorefa-K | float')
    p.add_argument('--activation', help='relu | bnn | xnor | dorefa-K')
    p.add_argument('--block', choices=('plain', 'reordered'))
    p.add_argument('--minutes', type=float, default=1e9, help='stop after this long')
    p.add_argument('--by-time', action='store_true', help='the schedule spans --minutes, so that this burst ends annealed; else it counts --steps')
    p.add_argument('--new-schedule', action='store_true', help='begin the schedule anew instead of where the state is in it')
    p.add_argument('--steps', type=int)
    p.add_argument('--lr', type=float)
    p.add_argument('--sizes', type=parse_phases, help='HxWxBATCH:until this share of the schedule, … (80x64x48:.5,112x96x32:1)')
    p.add_argument('--settle', type=int, default=0, metavar='N', help="at the end, batch norm's values anew over N batches")
    p.add_argument('--save-every', type=float, default=10, help='minutes')
    p.add_argument('--threads', type=int, default=2, help='of the CPU')
    p.add_argument('--workers', type=int, default=0, help='processes that make views: 12 for a GPU, 0 for a CPU')
    p.add_argument('--float32', action='store_true', help='no bfloat16')
    return p.parse_args()


def main() -> int:
    o = options()
    torch.set_num_threads(o.threads)
    recipe = changed(RECIPES[o.recipe], network=o.net, lr=o.lr, steps=o.steps, phases=o.sizes)
    q = recipe.quantisation
    if o.net and o.net != 'Q' and not o.weights:
        q = Quantisation('float', q.activation, q.block)
    recipe = changed(recipe, quantisation=Quantisation(o.weights or q.weights, o.activation or q.activation, o.block or q.block))
    faces = data.open_set(o.data)
    if recipe.objective == 'distil' and faces.teacher is None:
        print(f'{o.data} has no teacher embeddings: make shards with prepare.py --teacher', file=sys.stderr)
        return 1
    if recipe.objective == 'softmax' and faces.label.max() < 1:
        print(f'{o.data} names fewer than two people: the paper\'s recipe needs names', file=sys.stderr)
        return 1
    trainer = Trainer(networks.load(recipe.network), recipe, faces, o.state, bf16=not o.float32, workers=o.workers, say=lambda s: print(s, flush=True))
    source = o.state if o.state.exists() else o.start
    if source:
        trainer.load(source, o.new_schedule)
        print(f'goes on from {source}: step {trainer.counters["step"]}, {trainer.counters["seen"]} images, {trainer.counters["spent"] / 3600:.2f} hours')
    print(f'{len(trainer.rows)} faces to train on, {len(trainer.watched)} watched, recipe {recipe.name}, network {recipe.network}, {q}, {trainer.device}', flush=True)
    trainer.run(Budget(o.minutes, o.minutes if o.by_time else None, o.save_every))
    if o.settle:
        trainer.settle(o.settle)
        trainer.save()
    print(trainer.watch(), flush=True)
    if o.travelling:
        files = trainer.travelling(o.travelling)
        print(f'travelling state: {len(files)} files, {sum(f.stat().st_size for f in files) / 2**20:.1f} MiB in {o.travelling}')
    return 0


if __name__ == '__main__':
    sys.exit(main())
