"""Error rates of face comparison from embeddings and names, with intervals from a bootstrap by person.

FMR is the share of impostor pairs (two people) whose score reaches the threshold, FNMR the share of genuine pairs (one person) that do not.
"""
from dataclasses import dataclass

import numpy as np

FMRS = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5)


def normalised(x: np.ndarray) -> np.ndarray:
    return x / (np.linalg.norm(x, axis=1, keepdims=True) + 1e-12)


@dataclass(frozen=True)
class Pairs:
    """All pairs of a set: scores, whether genuine, and the two people's numbers (a <= b)."""

    scores: np.ndarray
    genuine: np.ndarray
    a: np.ndarray
    b: np.ndarray


def all_pairs(embeddings: np.ndarray, people: np.ndarray) -> Pairs:
    """embeddings: N x D, unit rows; people: N numbers from 0."""
    i, j = np.triu_indices(len(embeddings), 1)
    scores = (embeddings @ embeddings.T)[i, j].astype(np.float32)
    p, q = people[i], people[j]
    return Pairs(scores, p == q, np.minimum(p, q), np.maximum(p, q))


def threshold_at(impostor_sorted: np.ndarray, fmr: float) -> float:
    """The least score of which at most the share `fmr` of the impostors reach: half way to the next score below. Ascending input."""
    n = len(impostor_sorted)
    allowed = int(np.floor(fmr * n))
    if allowed >= n:
        return float(impostor_sorted[0])
    return float(np.nextafter(impostor_sorted[n - allowed - 1], np.float32(2)))


def tail_of(impostor_sorted: np.ndarray, least: int, a_decade: int = 10) -> list[list[float]]:
    """[FMR, threshold], from everybody down to where `least` scores lie above. Ascending input."""
    tail = []
    for k in range(0, 10 * a_decade):
        fmr = 10 ** (-k / a_decade)
        if fmr * len(impostor_sorted) < least:
            break
        tail.append([float(f'{fmr:.4g}'), round(threshold_at(impostor_sorted, fmr), 5)])
    return tail


def fnmr_at(pairs: Pairs, fmrs=FMRS) -> dict[float, dict[str, float]]:
    impostors, genuines = np.sort(pairs.scores[~pairs.genuine]), np.sort(pairs.scores[pairs.genuine])
    out = {}
    for fmr in fmrs:
        t = threshold_at(impostors, fmr)
        out[fmr] = {'threshold': t, 'fnmr': float(np.searchsorted(genuines, t) / max(1, len(genuines)))}
    return out


def _weighted_rates(sorted_scores: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Share of weight at or above each score, by ascending score."""
    above = np.cumsum(weights[::-1])[::-1]
    return above / max(above[0], 1e-12)


def bootstrap_fnmr(pairs: Pairs, people: int, fmrs=FMRS, times: int = 200, seed: int = 1) -> dict[float, tuple[float, float]]:
    """95 % intervals: people are drawn with replacement; a genuine pair counts as often as its person was drawn, an impostor pair the
    product of both. The threshold is found anew in each draw, so the interval holds its uncertainty too."""
    rng = np.random.RandomState(seed)
    gi, ii = np.flatnonzero(pairs.genuine), np.flatnonzero(~pairs.genuine)
    gi, ii = gi[np.argsort(pairs.scores[gi])], ii[np.argsort(pairs.scores[ii])]
    gs, gp = pairs.scores[gi], pairs.a[gi]
    im, ia, ib = pairs.scores[ii], pairs.a[ii], pairs.b[ii]
    found: dict[float, list[float]] = {f: [] for f in fmrs}
    for _ in range(times):
        drawn = np.bincount(rng.randint(0, people, people), minlength=people).astype(np.float32)
        above = _weighted_rates(im, drawn[ia] * drawn[ib])
        weights = drawn[gp]
        below = np.concatenate([[0], np.cumsum(weights)])
        if below[-1] == 0:
            continue
        for f in fmrs:
            k = np.searchsorted(-above, -f)  # first place whose share above is <= f
            t = im[k] if k < len(im) else im[-1] + 1e-6
            found[f].append(float(below[np.searchsorted(gs, t)] / below[-1]))
    return {f: (float(np.percentile(v, 2.5)), float(np.percentile(v, 97.5))) for f, v in found.items()}


def searches(embeddings: np.ndarray, people: np.ndarray, frames: int, templates: int, draws: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """-> (impostor scores, genuine scores) of searches as a door makes them. In each draw everybody is enrolled with `templates` of their pictures; the
    others are put together by `frames`, averaged and normalised again; a score is the best cosine to one person's templates. An impostor search is
    one probe against one other person. People with fewer than frames + templates pictures take no part."""
    rng = np.random.RandomState(seed)
    own = [rows for rows in (np.flatnonzero(people == p) for p in range(int(people.max()) + 1)) if len(rows) >= frames + templates]
    impostors, genuines = [np.empty(0)], [np.empty(0)]
    for _ in range(draws if own else 0):
        enrolled, probes, whose = [], [], []
        for person, rows in enumerate(own):
            rows = rng.permutation(rows)
            enrolled.append(embeddings[rows[:templates]])
            rest = rows[templates:]
            rest = rest[: len(rest) // frames * frames]
            probes.append(normalised(embeddings[rest].reshape(-1, frames, embeddings.shape[1]).mean(1)))
            whose.append(np.full(len(rest) // frames, person))
        probe, who = np.concatenate(probes), np.concatenate(whose)
        for person, gallery in enumerate(enrolled):
            best = (probe @ gallery.T).max(1)
            genuines.append(best[who == person])
            impostors.append(best[who != person])
    return np.concatenate(impostors).astype(np.float32), np.concatenate(genuines).astype(np.float32)


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Of two sets of scores of the same pairs."""
    return float(np.corrcoef(a, b)[0, 1])
