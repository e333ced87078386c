"""Eight pictures that Python and TypeScript both make, to the last bit, so that an engine can be checked where it runs.

[Note: self-check pictures] Picture number SEED (1 to 8), 112 x 96 x 3 bytes in row, column, channel order, from 32-bit unsigned integers alone:

    s = (SEED * 0x9E3779B9) mod 2^32
    next():  s ^= s << 13;  s ^= s >>> 17;  s ^= s << 5;  (all mod 2^32)  ->  s                          (xorshift32, Marsaglia 2003)
    for each channel c = 0, 1, 2, for each wave k = 0, 1, 2:   fx = next() & 3;  fy = next() & 3;  phase = next() & 255
    triangle(t):  t &= 255;  t < 128 ? t : 255 - t                                                        (0 .. 127)
    then for each row y, column x, channel c, in this order:
        sum = next() >>> 27                                                                               (0 .. 31)
        for each wave k:  sum += triangle(fx * x + fy * y + phase)                                        (at most 412)
        byte = floor(sum * 255 / 412)
"""
import numpy as np

HEIGHT, WIDTH, SEEDS = 112, 96, tuple(range(1, 9))
_MASK = 0xFFFFFFFF


def picture(seed: int) -> np.ndarray:
    """-> 112 x 96 x 3 uint8, RGB. See [Note: self-check pictures]."""
    state = (seed * 0x9E3779B9) & _MASK

    def following() -> int:
        nonlocal state
        state ^= (state << 13) & _MASK
        state ^= state >> 17
        state ^= (state << 5) & _MASK
        return state

    waves = [[(following() & 3, following() & 3, following() & 255) for _ in range(3)] for _ in range(3)]
    noise = np.array([following() >> 27 for _ in range(HEIGHT * WIDTH * 3)], np.int64).reshape(HEIGHT, WIDTH, 3)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    sums = noise
    for channel in range(3):
        for fx, fy, phase in waves[channel]:
            t = (fx * x + fy * y + phase) & 255
            sums[..., channel] += np.where(t < 128, t, 255 - t)
    return (sums * 255 // 412).astype(np.uint8)


def pictures() -> np.ndarray:
    """-> 8 x 112 x 96 x 3 uint8."""
    return np.stack([picture(seed) for seed in SEEDS])
