"""Batches ahead of the step that needs them: made by one thread beside the training, or by processes where a GPU waits for them.

Every picture has a random generator of its own, seeded by (run, step, place in the batch), and the teacher is always shown as many at once, so it does not
matter who makes a picture or when. No PyTorch here: a process starts in half the time without.
"""
import multiprocessing
import queue
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .data import Faces, Order, open_set
from .plan import Place, Plan
from .recipes import Recipe
from .teacher import TOGETHER, Teacher
from .views import view

AHEAD = 3
Made = tuple[np.ndarray, np.ndarray]  # pictures, N x H x W x 3 uint8; truth, N x D float32 or N labels


@dataclass(frozen=True)
class Task:
    """What every maker of views must know. size: height, width. teacher: the model's file, where the recipe has it see the very view."""

    recipe: Recipe
    rows: np.ndarray
    size: tuple[int, int]
    teacher: Path | None = None


class Maker:
    """Makes the new views of a step, or a part of them from place `first`."""

    def __init__(self, faces: Faces, task: Task):
        self.faces, self.task = faces, task
        self.teacher = Teacher(task.teacher) if task.teacher else None

    def __call__(self, step: int, rows: np.ndarray, first: int = 0) -> Made:
        both, own = zip(*(self._view(step, int(row), k) for k, row in enumerate(rows, first)), strict=True)
        if self.task.recipe.objective == 'softmax':
            return np.stack(own), self.faces.label[rows].astype(np.int64)
        return np.stack(own), self.teacher(np.stack(both)) if self.teacher else self.faces.teacher[rows]

    def _view(self, step: int, row: int, k: int) -> Made:
        rng = np.random.RandomState((self.task.recipe.seed * 1_000_003 + step * 4_099 + k) % 2**32)
        others = self.task.rows
        return view(self.faces.face(row), lambda: self.faces.face(int(others[rng.randint(len(others))])), rng, self.task.recipe.views, *self.task.size)


_maker: Maker | None = None


def _open(path: str, task: Task) -> None:
    global _maker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group: the training process ends this one once its step is done
    _maker = Maker(open_set(Path(path)), task)


def _make(step: int, rows: np.ndarray, first: int) -> Made:
    return _maker(step, rows, first)


class Views:
    """`make(step, rows)`: a step's views, by `workers` processes or, with none, here. Equal bits either way. `close` ends the processes."""

    def __init__(self, faces: Faces, task: Task, workers: int = 0):
        self.pool = ProcessPoolExecutor(workers, multiprocessing.get_context('spawn'), _open, (faces.path, task)) if workers else None
        self.maker = None if workers else Maker(faces, task)

    def make(self, step: int, rows: np.ndarray) -> Made:
        parts = [(step, rows[k : k + TOGETHER], k) for k in range(0, len(rows), TOGETHER)]
        made = list(self.pool.map(_make, *zip(*parts, strict=True))) if self.pool else [self.maker(*part) for part in parts]
        return np.concatenate([pictures for pictures, _ in made]), np.concatenate([truth for _, truth in made])

    def close(self) -> None:
        if self.pool:
            self.pool.shutdown(cancel_futures=True)


class Feeder:
    """`for place, pictures, truth in feeder`: endless, from a place on. `close` ends its thread."""

    def __init__(self, views: Views, plan: Plan, order: Order, place: Place):
        self.views, self.plan, self.order, self.place = views, plan, order, place
        self.ready: queue.Queue = queue.Queue(AHEAD)
        self.over = threading.Event()
        self.failed: BaseException | None = None
        self.thread = threading.Thread(target=self._fill, daemon=True)
        self.thread.start()

    def _fill(self) -> None:
        try:
            while not self.over.is_set():
                made = (self.place, *batch(self.views, self.plan, self.order, self.place))
                self.place = self.plan.after(self.place)
                while not self.over.is_set():
                    try:
                        self.ready.put(made, timeout=0.5)
                        break
                    except queue.Full:
                        continue
        except BaseException as failure:  # told to the training thread, which would else wait for ever
            self.failed = failure

    def __iter__(self) -> Iterator[tuple[Place, np.ndarray, np.ndarray]]:
        while True:
            try:
                yield self.ready.get(timeout=1)
            except queue.Empty:
                if self.failed is not None:
                    raise RuntimeError('no more batches can be made') from self.failed

    def close(self) -> None:
        self.over.set()
        self.thread.join()


def batch(views: Views, plan: Plan, order: Order, place: Place) -> Made:
    """The new views of the step after a place."""
    return views.make(place.step, order.take(place.made, plan.fresh(place)))
