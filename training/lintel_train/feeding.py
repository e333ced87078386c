"""Batches ahead of the step that needs them: made by one thread beside the training, or by processes where a GPU waits for them.

Every picture has a random generator of its own, seeded by (run, step, place in the batch), so it does not matter who makes it or when.
"""
import multiprocessing
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import torch

from .data import Faces, Order, open_set
from .recipes import Phase
from .views import VIEWS

AHEAD = 3


def to_tensor(pictures: np.ndarray | list[np.ndarray]) -> torch.Tensor:
    """uint8 H x W x 3 each -> N x 3 x H x W float32, (p - 127.5) / 128, channels last in memory."""
    x = (np.stack(pictures).astype(np.float32) - 127.5) / 128
    return torch.from_numpy(x).permute(0, 3, 1, 2)


def views(faces: Faces, view: str, phase: Phase, seed: int, step: int, rows: np.ndarray, first: int = 0) -> np.ndarray:
    """The pictures of a step, or a part of them from place `first`. -> N x H x W x 3 uint8."""
    made = []
    for k, row in enumerate(rows, first):
        rng = np.random.RandomState((seed * 1_000_003 + step * 4_099 + k) % 2**32)
        made.append(VIEWS[view](faces.face(int(row)), rng, phase.height, phase.width))
    return np.stack(made)


_opened: dict[str, Faces] = {}


def _views_in_process(path: str, view: str, phase: Phase, seed: int, step: int, rows: np.ndarray, first: int) -> np.ndarray:
    if path not in _opened:
        _opened[path] = open_set(Path(path))
    return views(_opened[path], view, phase, seed, step, rows, first)


class Feeder:
    """`for rows, pictures in feeder`: endless. `phase_of(step)` says the size of each step's pictures. `close` ends its thread and processes."""

    def __init__(self, faces: Faces, view: str, seed: int, order: Order, step: int, seen: int, phase_of: Callable[[int], Phase], workers: int = 0):
        self.faces, self.view, self.seed, self.order, self.phase_of = faces, view, seed, order, phase_of
        self.step, self.seen, self.workers = step, seen, workers
        self.pool = ProcessPoolExecutor(workers, multiprocessing.get_context('spawn')) if workers else None
        self.ready: queue.Queue = queue.Queue(AHEAD)
        self.over = threading.Event()
        self.failed: BaseException | None = None
        self.thread = threading.Thread(target=self._fill, daemon=True)
        self.thread.start()

    def _make(self, rows: np.ndarray) -> np.ndarray:
        phase = self.phase_of(self.step)
        if self.pool is None:
            return views(self.faces, self.view, phase, self.seed, self.step, rows)
        parts = np.array_split(np.arange(len(rows)), min(self.workers, len(rows)))
        jobs = [self.pool.submit(_views_in_process, self.faces.path, self.view, phase, self.seed, self.step, rows[p], int(p[0])) for p in parts]
        return np.concatenate([j.result() for j in jobs])

    def _fill(self) -> None:
        try:
            while not self.over.is_set():
                rows = self.order.take(self.seen, self.phase_of(self.step).batch)
                made = (rows, to_tensor(self._make(rows)))
                self.step, self.seen = self.step + 1, self.seen + len(rows)
                while not self.over.is_set():
                    try:
                        self.ready.put(made, timeout=0.5)
                        break
                    except queue.Full:
                        continue
        except BaseException as failure:  # told to the training thread, which would else wait for ever
            self.failed = failure

    def __iter__(self) -> Iterator[tuple[np.ndarray, torch.Tensor]]:
        while True:
            try:
                yield self.ready.get(timeout=1)
            except queue.Empty:
                if self.failed is not None:
                    raise RuntimeError('no more batches can be made') from self.failed

    def close(self) -> None:
        self.over.set()
        self.thread.join()
        if self.pool:
            self.pool.shutdown(cancel_futures=True)
