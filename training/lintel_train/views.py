"""One aligned face -> one picture to learn from, in two steps: what the teacher sees too, and what only the student has to see through."""
import math
from collections.abc import Callable

import cv2
import numpy as np

from .recipes import Views

cv2.setNumThreads(0)
FACE = 112
COLUMNS = slice(8, 104)
_Y, _X = np.mgrid[0:FACE, 0:FACE].astype(np.float32)


def plain(face: np.ndarray, height: int, width: int) -> np.ndarray:
    """The network's own input: columns 8 to 103 of 112, scaled when another size is asked for. -> height x width x 3 uint8."""
    x = face[:, COLUMNS]
    return np.ascontiguousarray(x) if (height, width) == (FACE, 96) else cv2.resize(x, (width, height), interpolation=cv2.INTER_AREA)


def paper(face: np.ndarray, rng: np.random.RandomState) -> np.ndarray:
    """The paper's: 128 x 128, a random 112 x 96 crop of it, mirrored half of the time. Our faces come as 112 x 112, so they are scaled up first.
    -> 112 x 112, of which `plain` takes the crop."""
    x = cv2.resize(face, (128, 128), interpolation=cv2.INTER_LINEAR)
    top, left = rng.randint(0, 128 - FACE + 1), rng.randint(0, 128 - 96 + 1)
    x = x[top : top + FACE, left : left + 96]
    if rng.rand() < 0.5:
        x = x[:, ::-1]
    return np.pad(x, ((0, 0), (8, 8), (0, 0)), 'edge')


def _mask(rng: np.random.RandomState) -> np.ndarray:
    """112 x 112 x 1 of 0 to 1, in a few smooth patches."""
    coarse = rng.normal(0, 1, (rng.randint(2, 5), rng.randint(2, 5))).astype(np.float32)
    m = cv2.resize(coarse, (FACE, FACE), interpolation=cv2.INTER_CUBIC) * rng.uniform(1.5, 6)
    return (1 / (1 + np.exp(-m)))[..., None]


def _moved(rng: np.random.RandomState, warped: float) -> tuple[np.ndarray, np.ndarray]:
    """Where each pixel comes from: a little turned, scaled, shifted; and warped smoothly, as a share of the pictures. -> x, y, 112 x 112 each."""
    scale, turn, (dx, dy) = 1 / (1 + rng.uniform(-0.06, 0.06)), math.radians(rng.normal(0, 4)), rng.uniform(-4, 4, 2)
    c, s = scale * math.cos(turn), scale * math.sin(turn)
    x = c * (_X - 56 - dx) + s * (_Y - 56 - dy) + 56
    y = -s * (_X - 56 - dx) + c * (_Y - 56 - dy) + 56
    if rng.rand() < warped:
        far, k = rng.uniform(0.3, 2.6), rng.randint(3, 6)
        x, y = (at + cv2.resize(rng.normal(0, far, (k, k)).astype(np.float32), (FACE, FACE), interpolation=cv2.INTER_CUBIC) for at in (x, y))
    return x.astype(np.float32), y.astype(np.float32)


def seen_by_both(face: np.ndarray, other: Callable[[], np.ndarray], rng: np.random.RandomState, views: Views) -> np.ndarray:
    """Mixed with another face or swapped in part, moved, mirrored half of the time. other: gives another face. -> 112 x 112 x 3 uint8."""
    x, drawn = face, rng.rand()
    if drawn < views.mixed:
        share = np.float32(rng.uniform(0.2, 0.8))
        x = x * share + other() * (1 - share)
    elif drawn < views.mixed + views.swapped:
        m = _mask(rng)
        x = x * m + other() * (1 - m)
    x = cv2.remap(np.ascontiguousarray(x), *_moved(rng, views.warped), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if rng.rand() < 0.5:
        x = x[:, ::-1]
    return np.clip(x, 0, 255).astype(np.uint8)


def _lit(x: np.ndarray, rng: np.random.RandomState) -> np.ndarray:
    """Grey, colour cast, contrast, brightness, gamma, light from one side, noise."""
    if rng.rand() < 0.3:
        x = np.repeat(x.mean(2, keepdims=True), 3, 2)
    elif rng.rand() < 0.5:
        x = x * rng.uniform(0.85, 1.15, 3).astype(np.float32)
    if rng.rand() < 0.6:
        x = (x - 127.5) * rng.uniform(0.6, 1.3) + 127.5 + rng.uniform(-35, 35)
    if rng.rand() < 0.2:
        x = 255 * (np.clip(x, 0, 255) / 255) ** math.exp(rng.uniform(-0.6, 0.6))
    if rng.rand() < 0.15:
        x = x + np.linspace(-1, 1, x.shape[1], dtype=np.float32)[None, :, None] * rng.uniform(-50, 50)
    if rng.rand() < 0.15:
        x = x + rng.normal(0, rng.uniform(2, 10), x.shape).astype(np.float32)
    return np.clip(x, 0, 255)


def degraded(x: np.ndarray, rng: np.random.RandomState, share: float) -> np.ndarray:
    """The network's own input -> the same, a share of them in low resolution, blurred, lit, through JPEG, something in front, each some of the time."""
    if rng.rand() >= share:
        return x
    height, width = x.shape[:2]
    if rng.rand() < 0.25:
        f = rng.uniform(0.3, 0.8)
        small = (max(20, int(width * f)), max(20, int(height * f)))
        x = cv2.resize(cv2.resize(x, small, interpolation=cv2.INTER_AREA), (width, height), interpolation=cv2.INTER_LINEAR)
    if rng.rand() < 0.1:
        x = cv2.GaussianBlur(x, (5, 5), rng.uniform(0.5, 2))
    x = _lit(x.astype(np.float32), rng)
    if rng.rand() < 0.25:
        jpeg = cv2.imencode('.jpg', x.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, int(rng.uniform(20, 80))])[1]
        x = cv2.imdecode(jpeg, cv2.IMREAD_COLOR).astype(np.float32)
    if rng.rand() < 0.15:
        h, w = rng.randint(height // 10, height // 5 * 2), rng.randint(width // 9, width // 5 * 2)
        y, z = rng.randint(0, height - h), rng.randint(0, width - w)
        x = x.copy()
        x[y : y + h, z : z + w] = rng.uniform(0, 255)
    return x.astype(np.uint8)


def view(face: np.ndarray, other: Callable[[], np.ndarray], rng: np.random.RandomState, views: Views, height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    """-> (what both see: 112 x 112 x 3, what the student sees: height x width x 3), uint8. Raises ValueError for another kind."""
    if views.kind == 'paper':
        both = paper(face, rng)
        return both, plain(both, height, width)
    if views.kind != 'wide':
        raise ValueError(f'no views are called {views.kind}')
    both = seen_by_both(face, other, rng, views)
    return both, degraded(plain(both, height, width), rng, views.degraded)
