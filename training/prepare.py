"""Aligned faces -> shards for training, each under 60 MiB, with the teacher's embeddings inside. Needs no GPU and downloads nothing.

    python training/prepare.py --tars ../shared/faces/train-*.tar --tsv ../shared/faces/train.tsv --teacher ../shared/faces/teacher/edgeface-xs.onnx --out .cache/shards
    python training/prepare.py --folder PEOPLE --out .cache/shards          a folder a person, pictures of 112 x 112, for the paper's recipe

With --embedded ../training-data/teacher.npy embeddings that were computed before are taken, in the order of the tars. Else about 10 ms a face.
"""
import argparse
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from lintel_train import data
from lintel_train.teacher import Teacher


def options() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = p.add_mutually_exclusive_group(required=True)
    source.add_argument('--tars', type=Path, nargs='+')
    source.add_argument('--folder', type=Path)
    p.add_argument('--tsv', type=Path, help='a row a face of the tars: set, label, …')
    p.add_argument('--teacher', type=Path, help='ONNX, N x 3 x 112 x 112, (p - 127.5) / 127.5')
    p.add_argument('--embedded', type=Path, help='N x D .npy')
    p.add_argument('--out', type=Path, required=True)
    p.add_argument('--limit', type=int, default=1 << 40)
    p.add_argument('--mib', type=float, default=data.SHARD_MIB)
    return p.parse_args()


def from_tars(tars: list[Path], tsv: Path | None) -> Iterator[tuple[bytes, str]]:
    """(encoded, label or '') in order."""
    names = [line.split('\t')[1] for line in tsv.read_text(encoding='utf-8').splitlines()] if tsv else None
    k = 0
    for tar in sorted(tars):
        with tarfile.open(tar) as opened:
            for member in opened:
                if member.isfile():
                    yield opened.extractfile(member).read(), names[k] if names else ''
                    k += 1


def from_folder(folder: Path) -> Iterator[tuple[bytes, str]]:
    for person in sorted(p for p in folder.iterdir() if p.is_dir()):
        for picture in sorted(person.iterdir()):
            if picture.suffix.lower() in ('.webp', '.jpg', '.jpeg', '.png'):
                yield picture.read_bytes(), person.name


def main() -> int:
    o = options()
    faces = from_tars(o.tars, o.tsv) if o.tars else from_folder(o.folder)
    embedded = np.load(o.embedded) if o.embedded else None
    teach = Teacher(o.teacher).both_sides if o.teacher and embedded is None else None
    writer, names, count, left_out = data.ShardWriter(o.out, o.mib), {}, 0, 0
    waiting: list[tuple[bytes, int]] = []

    def flush() -> None:
        if teach and waiting:
            rows = teach(np.stack([data.decode(np.frombuffer(e, np.uint8)) for e, _ in waiting]))
        else:
            rows = [None] * len(waiting)
        for (encoded, label), row in zip(waiting, rows, strict=True):
            writer.add(encoded, label, row)
        waiting.clear()

    for k, (encoded, name) in enumerate(faces):
        if k >= o.limit:
            break
        try:
            data.decode(np.frombuffer(encoded, np.uint8))
        except ValueError:
            left_out += 1
            continue
        label = names.setdefault(name, len(names)) if name else -1
        if embedded is not None:
            writer.add(encoded, label, embedded[k])
        else:
            waiting.append((encoded, label))
            if len(waiting) == 16:
                flush()
        count += 1
        if count % 5000 == 0:
            print(f'{count} faces', flush=True)
    flush()
    shards = writer.close()
    print(f'{count} faces, {len(names)} people with a name, {left_out} left out as no 112 x 112 picture, {shards} shards in {o.out}')
    return 0 if count else 1


if __name__ == '__main__':
    sys.exit(main())
