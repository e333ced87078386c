"""Activations of few bits, trained for: the run `few_bits` once for each number of bits, from the same weights, on the same views in the same order.

    python training/fewer_bits.py --data ../training-data --teacher ../shared/faces/teacher/edgeface-xs.onnx --from ../training-state/q-settled.pt \
        --dev ../training-data/dev.u8 --out ../training-state/bits --bits 8 4 2

The paper's future work (`lintel_train/few_bits.py`). What lies in front of the run's pool stays as it is exported, in 8 bits. Prints, for each, error rates on the
held-out split: before any training for it, and after.
"""
import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from lintel_train import data, embedding, report, statistics, watching
from lintel_train.loop import Budget, Machine, Trainer
from lintel_train.runs import load_run

SHARED = Path(__file__).resolve().parents[2] / 'shared' / 'faces'


def options() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--run', default='few_bits')
    p.add_argument('--data', type=Path, required=True)
    p.add_argument('--teacher', type=Path, required=True)
    p.add_argument('--from', dest='start', type=Path, required=True, help='the state that the exported file was made of, settled')
    p.add_argument('--dev', type=Path, required=True)
    p.add_argument('--labels', type=Path, default=SHARED / 'dev.tsv')
    p.add_argument('--out', type=Path, required=True, help='folder for the states; a run that is there goes on')
    p.add_argument('--bits', type=int, nargs='+', default=[8, 4, 2])
    p.add_argument('--minutes', type=float, default=1e9, help='at most, for each')
    p.add_argument('--every', type=int, default=1, help='each Nth face of the held-out split')
    p.add_argument('--threads', type=int, default=2)
    return p.parse_args()


@torch.no_grad()
def judged(trainer: Trainer, title: str, maps: list[torch.Tensor], people: np.ndarray) -> None:
    """Prints error rates of the held-out faces, embedded as the app does it. maps: of the images, and of their mirrors, behind the front."""
    trainer.net.eval()
    with trainer.cast():
        halves = [torch.cat([trainer.net.run(trainer.back, trainer.values(part)).float() for part in m.split(64)]).numpy() for m in maps]
    e = statistics.normalised(np.concatenate(halves, 1)).astype(np.float32)
    print(report.table(title, report.error_rates(e, people, intervals=False)), flush=True)


def main() -> int:
    o = options()
    torch.set_num_threads(o.threads)
    o.out.mkdir(parents=True, exist_ok=True)
    faces, dev, people = data.open_set(o.data), embedding.open_faces(o.dev)[:: o.every], report.read_people(o.labels)[:: o.every]
    images = np.ascontiguousarray(dev[:, :, embedding.COLUMNS])
    plain, maps = load_run(o.run), []
    for bits in o.bits:
        recipe = replace(plain.recipe, quantisation=replace(plain.recipe.quantisation, bits=bits))
        run = replace(plain, name=f'{plain.name}-{bits}', recipe=recipe)
        state = o.out / f'{run.name}.pt'
        trainer = Trainer(run, faces, state, o.teacher, Machine('cpu', compiled=''), say=lambda s: print(s, flush=True))
        trainer.load(state if state.exists() else o.start)
        maps = maps or [trainer.maps(np.ascontiguousarray(x)) for x in (images, images[:, :, ::-1])]
        if trainer.place.seen == trainer.place.began:
            watching.settle(trainer)  # its first batch finds the steps
            judged(trainer, f'{bits} bits, steps found, nothing trained', maps, people)
            trainer.load(o.start)
        begun = time.monotonic()
        trainer.run(Budget(o.minutes))
        watching.settle(trainer)
        title = f'{bits} bits, after {trainer.place.step - trainer.place.began_step} steps of {recipe.batch}, {(time.monotonic() - begun) / 60:.1f} minutes'
        judged(trainer, title, maps, people)
        trainer.close()
    return 0


if __name__ == '__main__':
    sys.exit(main())
