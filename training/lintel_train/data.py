"""Faces for training, in shards that can be sent one by one, and the order in which they are seen.

A shard is one `.npz` (not compressed again): `pictures` (encoded WebP, JPEG or PNG, one after another), `ends` (N, where each ends),
`teacher` (N x D float16, unit rows; absent without a teacher), `label` (N int32, the person's number over all shards, -1 where nobody knows).
Pictures are aligned 112 x 112 RGB. A folder of shards is a set; so is a raw pair `faces.u8` + `teacher.npy`.
"""
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

FACE = 112
SHARD_MIB = 60  # a burst takes 64 MiB a call


@dataclass
class Faces:
    """face(i) -> 112 x 112 x 3 uint8 RGB; teacher: N x D float32 or None; label: N int; path: what `open_set` opens it by."""

    face: Callable[[int], np.ndarray]
    teacher: np.ndarray | None
    label: np.ndarray
    path: str = ''

    def __len__(self) -> int:
        return len(self.label)


def decode(encoded: np.ndarray) -> np.ndarray:
    """Raises ValueError when it is no picture of 112 x 112."""
    picture = cv2.imdecode(encoded, cv2.IMREAD_COLOR)
    if picture is None or picture.shape != (FACE, FACE, 3):
        raise ValueError('not a 112 x 112 picture')
    return picture[..., ::-1]


def _unit(x: np.ndarray) -> np.ndarray:
    return x / (np.linalg.norm(x, axis=1, keepdims=True) + 1e-9)


def open_raw(faces: Path, teacher: Path | None = None, label: np.ndarray | None = None) -> Faces:
    """`faces.u8`, N x 112 x 112 x 3, left on disk."""
    raw = np.memmap(faces, np.uint8, 'r').reshape(-1, FACE, FACE, 3)
    known = _unit(np.load(teacher).astype(np.float32)) if teacher else None
    return Faces(lambda i: np.asarray(raw[i]), known, np.full(len(raw), -1) if label is None else label, str(faces))


def open_shards(folder: Path) -> Faces:
    """All `shard-*.npz` of a folder, encoded pictures in memory (2 KB a face), decoded when asked for. Raises ValueError when there are none."""
    files = sorted(Path(folder).glob('shard-*.npz'))
    if not files:
        raise ValueError(f'{folder}: no shard-NNN.npz')
    opened = [np.load(f) for f in files]
    pictures = [(z['pictures'], np.concatenate([[0], z['ends']])) for z in opened]
    first = np.cumsum([0] + [len(ends) - 1 for _, ends in pictures])

    def face(i: int) -> np.ndarray:
        shard = int(np.searchsorted(first, i, 'right')) - 1
        content, ends = pictures[shard]
        k = i - first[shard]
        return decode(content[ends[k] : ends[k + 1]])

    with_teacher = all('teacher' in z.files for z in opened)
    teacher = _unit(np.concatenate([z['teacher'] for z in opened]).astype(np.float32)) if with_teacher else None
    return Faces(face, teacher, np.concatenate([z['label'] for z in opened]), str(folder))


def open_set(path: Path) -> Faces:
    """A folder of shards; a folder with `faces.u8` (and `teacher.npy`); or the `.u8` file itself."""
    path = Path(path)
    if path.is_dir() and not (path / 'faces.u8').exists():
        return open_shards(path)
    raw = path / 'faces.u8' if path.is_dir() else path
    teacher = raw.with_name('teacher.npy')
    return open_raw(raw, teacher if teacher.exists() else None)


class ShardWriter:
    """Writes `shard-NNN.npz`, each under SHARD_MIB. `add` in order, then `close`."""

    def __init__(self, folder: Path, mib: float = SHARD_MIB):
        self.folder, self.limit, self.count = Path(folder), int(mib * 2**20), 0
        self.folder.mkdir(parents=True, exist_ok=True)
        self._empty()

    def _empty(self) -> None:
        self.pictures, self.teacher, self.label, self.size = [], [], [], 0

    def add(self, encoded: bytes, label: int = -1, teacher: np.ndarray | None = None) -> None:
        size = len(encoded) + 16 + (2 * len(teacher) if teacher is not None else 0)
        if self.pictures and self.size + size > self.limit - 4096:
            self._write()
        self.pictures.append(np.frombuffer(encoded, np.uint8))
        self.label.append(label)
        if teacher is not None:
            self.teacher.append(teacher.astype(np.float16))
        self.size += size

    def _write(self) -> None:
        content = {'pictures': np.concatenate(self.pictures), 'ends': np.cumsum([len(p) for p in self.pictures]), 'label': np.array(self.label, np.int32)}
        if self.teacher:
            content['teacher'] = np.stack(self.teacher)
        np.savez(self.folder / f'shard-{self.count:03d}.npz', **content)
        self.count += 1
        self._empty()

    def close(self) -> int:
        """-> how many shards there are."""
        if self.pictures:
            self._write()
        return self.count


def two_each(label: np.ndarray, each: int, seed: int = 1) -> np.ndarray:
    """-> the rows set apart for validation: `each` of every person who has more than twice as many (the paper: two images a person)."""
    rng = np.random.RandomState(seed)
    apart = []
    for person in np.unique(label[label >= 0]):
        rows = np.flatnonzero(label == person)
        if len(rows) > 2 * each:
            apart.extend(rng.permutation(rows)[:each])
    return np.sort(np.array(apart, int))


class Order:
    """Which rows are step k's: an endless walk over the rows, shuffled anew each epoch. A pure function of (seed, images seen before)."""

    def __init__(self, rows: np.ndarray, seed: int = 50):
        self.rows, self.seed, self.epoch, self.shuffled = rows, seed, -1, rows

    def take(self, seen: int, count: int) -> np.ndarray:
        """`count` rows, on into the next epoch where this one ends."""
        epoch, at = divmod(seen, len(self.rows))
        if epoch != self.epoch:
            self.epoch, self.shuffled = epoch, np.random.RandomState(self.seed + epoch).permutation(self.rows)
        rows = self.shuffled[at : at + count]
        return rows if len(rows) == count else np.concatenate([rows, self.take(seen + len(rows), count - len(rows))])
