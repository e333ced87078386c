"""What a set of labelled faces says about a model: error rates, agreement with the teacher, the impostors' scores."""
import numpy as np

from .statistics import FMRS, all_pairs, bootstrap_fnmr, correlation, fnmr_at, normalised, searches, threshold_at

LEAST_PAIRS = 10  # a threshold is given only where at least so many impostor pairs lie above it


def read_people(tsv) -> np.ndarray:
    """The first column of a table of faces -> numbers from 0, in order of first appearance."""
    names: dict[str, int] = {}
    with open(tsv, encoding='utf-8') as lines:
        return np.array([names.setdefault(line.split('\t')[0], len(names)) for line in lines if line.strip()])


def error_rates(embeddings: np.ndarray, people: np.ndarray, intervals: bool = True) -> dict:
    """embeddings: unit rows -> faces, people, pairs, `fnmr` rows {fmr, threshold, fnmr, low, high}, `balancedAccuracy` at its best threshold."""
    pairs, count = all_pairs(embeddings, people), int(people.max()) + 1
    impostors, genuines = np.sort(pairs.scores[~pairs.genuine]), np.sort(pairs.scores[pairs.genuine])
    fmrs = [f for f in FMRS if f * len(impostors) >= LEAST_PAIRS]
    point = fnmr_at(pairs, fmrs)
    interval = bootstrap_fnmr(pairs, count, fmrs) if intervals else {}
    rows = []
    for f in fmrs:
        row = {'fmr': f, 'threshold': round(point[f]['threshold'], 5), 'fnmr': round(point[f]['fnmr'], 4)}
        if intervals:
            row.update(low=round(interval[f][0], 4), high=round(interval[f][1], 4))
        rows.append(row)
    grid = np.linspace(-0.2, 1, 1201)
    accepted = 1 - np.searchsorted(genuines, grid) / len(genuines)
    refused = np.searchsorted(impostors, grid) / len(impostors)
    return {
        'faces': len(embeddings),
        'people': count,
        'genuinePairs': len(genuines),
        'impostorPairs': len(impostors),
        'fnmr': rows,
        'balancedAccuracy': round(float(((accepted + refused) / 2).max()), 5),
    }


def agreement(embeddings: np.ndarray, teacher: np.ndarray) -> float:
    """Correlation of all pairs' scores with the teacher's."""
    i, j = np.triu_indices(len(embeddings), 1)
    t = normalised(teacher.astype(np.float32))
    return round(correlation((embeddings @ embeddings.T)[i, j], (t @ t.T)[i, j]), 4)


def impostor_tail(embeddings: np.ndarray, people: np.ndarray) -> dict:
    """The impostors' scores as thresholds by FMR, ten a decade, as far down as LEAST_PAIRS pairs lie above."""
    pairs = all_pairs(embeddings, people)
    scores = np.sort(pairs.scores[~pairs.genuine])
    tail = []
    for k in range(0, 100):
        fmr = 10 ** (-k / 10)
        if fmr * len(scores) < LEAST_PAIRS:
            break
        tail.append([float(f'{fmr:.4g}'), round(threshold_at(scores, fmr), 5)])
    return {'pairs': len(scores), 'mean': round(float(scores.mean()), 5), 'deviation': round(float(scores.std()), 5), 'tail': tail}


def door_rates(embeddings: np.ndarray, people: np.ndarray, frames: int, templates: int, draws: int = 30, seed: int = 1) -> dict | None:
    """As a door compares: a probe of `frames` averaged pictures against the best of `templates` of one person. Impostors' thresholds by FMR, ten a
    decade, and the share of genuine searches below thresholds 0.02 apart. None where nobody has frames + templates pictures."""
    impostors, genuines = searches(embeddings, people, frames, templates, draws, seed)
    if not len(genuines) or not len(impostors):
        return None
    impostors, genuines, tail = np.sort(impostors), np.sort(genuines), []
    for k in range(0, 100):
        fmr = 10 ** (-k / 10)
        # The draws share people and pictures: only a thirtieth of the searches counts as new.
        if fmr * len(impostors) < LEAST_PAIRS * draws:
            break
        tail.append([float(f'{fmr:.4g}'), round(threshold_at(impostors, fmr), 5)])
    grid = np.round(np.arange(0, 1.001, 0.02), 2)
    misses = [[float(t), round(float(np.searchsorted(genuines, t) / len(genuines)), 4)] for t in grid]
    return {
        'frames': frames,
        'templates': templates,
        'people': int(people.max()) + 1,
        'impostorSearches': len(impostors),
        'genuineSearches': len(genuines),
        'tail': tail,
        'misses': misses,
    }


def door_table(embeddings: np.ndarray, people: np.ndarray, frames=(1, 3, 5), templates=(1, 3, 5)) -> list[dict]:
    """`door` of the card: the app takes the row that is nearest to its own vote and captures, and not kinder."""
    rows = (door_rates(embeddings, people, k, t) for k in frames for t in templates)
    return [row for row in rows if row is not None and row['tail']]


def table(title: str, rates: dict) -> str:
    """Error rates for people to read."""
    lines = [f'{title}: {rates["faces"]} faces, {rates["people"]} people, {rates["genuinePairs"]} genuine and {rates["impostorPairs"]} impostor pairs']
    for row in rates['fnmr']:
        between = f'   95 % {100 * row["low"]:.1f} to {100 * row["high"]:.1f}' if 'low' in row else ''
        lines.append(f'  FMR {row["fmr"]:<7g} threshold {row["threshold"]:.4f}   FNMR {100 * row["fnmr"]:5.1f} %{between}')
    lines.append(f'  balanced accuracy at its best threshold {100 * rates["balancedAccuracy"]:.2f} %')
    return '\n'.join(lines)
