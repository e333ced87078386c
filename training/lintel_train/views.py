"""One aligned face -> one training view: the paper's crops, or the wide variation that distillation uses. And the plain view that is judged."""
import math

import cv2
import numpy as np

cv2.setNumThreads(0)
FACE = 112


def plain(face: np.ndarray, height: int, width: int) -> np.ndarray:
    """The network's own input: columns 8 to 103 of 112, scaled when another size is asked for. -> height x width x 3 uint8."""
    x = face[:, 8:104]
    return np.ascontiguousarray(x) if (height, width) == (FACE, 96) else cv2.resize(x, (width, height), interpolation=cv2.INTER_AREA)


def paper(face: np.ndarray, rng: np.random.RandomState, height: int, width: int) -> np.ndarray:
    """The paper's: 128 x 128, a random 112 x 96 crop of it, mirrored half of the time. Our faces come as 112 x 112, so they are scaled up first."""
    x = cv2.resize(face, (128, 128), interpolation=cv2.INTER_LINEAR)
    top, left = rng.randint(0, 128 - FACE + 1), rng.randint(0, 128 - 96 + 1)
    x = x[top : top + FACE, left : left + 96]
    if rng.rand() < 0.5:
        x = x[:, ::-1]
    if (height, width) != (FACE, 96):
        x = cv2.resize(np.ascontiguousarray(x), (width, height), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(x)


def _moved(face: np.ndarray, rng: np.random.RandomState, height: int, width: int) -> np.ndarray:
    """A little turned, scaled, shifted; mirrored half of the time."""
    k = height / FACE
    scale, turn, (dx, dy) = k * (1 + rng.uniform(-0.06, 0.06)), math.radians(rng.normal(0, 4)), k * rng.uniform(-4, 4, 2)
    c, s = scale * math.cos(turn), scale * math.sin(turn)
    m = np.float32([[c, -s, width / 2 + dx - c * 56 + s * 56], [s, c, height / 2 + dy - s * 56 - c * 56]])
    flags = cv2.INTER_LINEAR if k == 1 else cv2.INTER_AREA
    x = cv2.warpAffine(face, m, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return x[:, ::-1] if rng.rand() < 0.5 else x


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


def wide(face: np.ndarray, rng: np.random.RandomState, height: int, width: int, untouched: float = 0.35) -> np.ndarray:
    """Moved; then, but for the share `untouched`, low resolution, blur, light, JPEG, something in front of the face, each some of the time."""
    x = _moved(face, rng, height, width)
    if rng.rand() < untouched:
        return np.ascontiguousarray(x)
    if rng.rand() < 0.25:
        f = rng.uniform(0.3, 0.8)
        small = (max(20, int(width * f)), max(20, int(height * f)))
        x = cv2.resize(cv2.resize(x, small, interpolation=cv2.INTER_AREA), (width, height), interpolation=cv2.INTER_LINEAR)
    if rng.rand() < 0.1:
        x = cv2.GaussianBlur(np.ascontiguousarray(x), (5, 5), rng.uniform(0.5, 2))
    x = _lit(x.astype(np.float32), rng)
    if rng.rand() < 0.25:
        jpeg = cv2.imencode('.jpg', x.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, int(rng.uniform(20, 80))])[1]
        x = cv2.imdecode(jpeg, cv2.IMREAD_COLOR).astype(np.float32)
    if rng.rand() < 0.2:
        h, w = rng.randint(height // 10, height // 5 * 2), rng.randint(width // 9, width // 5 * 2)
        y, z = rng.randint(0, height - h), rng.randint(0, width - w)
        x = x.copy()
        x[y : y + h, z : z + w] = rng.uniform(0, 255)
    return x.astype(np.uint8)


VIEWS = {'paper': paper, 'wide': wide}
