"""Trains a run (`training/runs/`): from nothing, from kept weights, or on from where it stopped.

    python training/train.py slide --data ../training-data --teacher ../shared/faces/teacher/edgeface-xs.onnx --state ../training-state/slide.pt

The run goes on from --state when that file exists. It stops cleanly at the end of --minutes, of its schedule, or on SIGTERM or Ctrl-C.
"""
import argparse
import sys
from pathlib import Path

import torch

from lintel_train import data, watching
from lintel_train.loop import Budget, Machine, Trainer
from lintel_train.recipes import Run
from lintel_train.runs import load_run, names


def options() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('run', help=f'one of {", ".join(names())}, or a file that holds one')
    p.add_argument('--data', type=Path, required=True, help='a folder of shards (prepare.py), or one with faces.u8 and teacher.npy')
    p.add_argument('--teacher', type=Path, help='ONNX, for a recipe whose teacher sees the very view')
    p.add_argument('--state', type=Path, required=True, help='exact state, read when there, written')
    p.add_argument('--from', dest='start', type=Path, help='weights to begin with when --state is not there: a .pt or a travelling folder')
    p.add_argument('--settled', type=Path, metavar='FILE', help='at the end also a copy to export or judge: batch norm anew, the embedding centred')
    p.add_argument('--travelling', type=Path, metavar='FOLDER', help='at the end also a travelling state')
    p.add_argument('--minutes', type=float, default=1e9, help='stop after this long; 0: only what is to be done at the end')
    p.add_argument('--by-time', action='store_true', help='the schedule spans --minutes, so that this burst ends annealed; else it counts pictures')
    p.add_argument('--save-every', type=float, default=10, help='minutes')
    p.add_argument('--threads', type=int, default=2, help='of the CPU')
    p.add_argument('--workers', type=int, default=0, help='processes that make views and teach: 14 beside a GPU, 0 (a thread) on a CPU')
    p.add_argument('--device', default=Machine.device)
    p.add_argument('--compiled', default=Machine.compiled, metavar='BACKEND', help="of torch.compile ('' for none)")
    p.add_argument('--float32', action='store_true', help='no bfloat16')
    return p.parse_args()


def refusal(run: Run, faces: data.Faces, o: argparse.Namespace) -> str | None:
    """Why the run cannot be trained on these faces, in words."""
    if run.recipe.objective == 'distil' and faces.teacher is None:
        return f'{o.data} has no teacher embeddings: make shards with prepare.py --teacher'
    if run.recipe.objective == 'distil' and run.recipe.teacher == 'view' and not o.teacher:
        return f'{run.name} shows the teacher every view: name its file with --teacher'
    if run.recipe.objective == 'softmax' and faces.label.max() < 1:
        return f'{o.data} names fewer than two people: {run.name} needs names'
    if run.recipe.objective == 'distil' and len(faces) <= run.held_back:
        return f'{o.data} has {len(faces)} faces, and {run.name} holds {run.held_back} back'
    if not o.state.exists() and run.begins != 'nothing' and not o.start:
        return f'{run.name} begins from {run.begins}: name it with --from'
    return None


def main() -> int:
    o = options()
    torch.set_num_threads(o.threads)
    run, faces = load_run(o.run), data.open_set(o.data)
    if words := refusal(run, faces, o):
        print(words, file=sys.stderr)
        return 1
    machine = Machine(o.device, not o.float32, o.compiled, o.workers)
    trainer = Trainer(run, faces, o.state, o.teacher, machine, say=lambda s: print(s, flush=True))
    source = o.state if o.state.exists() else o.start
    if source:
        trainer.load(source)
        print(f'goes on from {source}: step {trainer.place.step}, {trainer.place.seen} images, {trainer.spent / 3600:.2f} hours')
    print(f'run {run.name}: {run.views} views of {len(trainer.rows)} faces, {len(trainer.watched)} watched, recipe {run.recipe.name}, {o.device}', flush=True)
    if o.minutes > 0:
        trainer.run(Budget(o.minutes, o.by_time, o.save_every))
    print(watching.watch(trainer), flush=True)
    if o.settled:
        trainer.save_settled(o.settled)
    if o.travelling:
        files = trainer.save_travelling(o.travelling)
        print(f'travelling state: {len(files)} files, {sum(f.stat().st_size for f in files) / 2**20:.1f} MiB in {o.travelling}')
    trainer.close()
    return 0


if __name__ == '__main__':
    sys.exit(main())
