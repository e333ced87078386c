"""What a set of labelled faces says about a model: error rates, agreement with the teacher, the impostors' scores."""
import numpy as np

from . import centre
from .statistics import FMRS, Pairs, all_pairs, bootstrap_fnmr, correlation, fnmr_at, normalised, searches, tail_of

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


def _pooled(sets: list[tuple[np.ndarray, np.ndarray]]) -> Pairs:
    """All pairs within each set, together."""
    each = [all_pairs(e, p) for e, p in sets]
    return Pairs(*(np.concatenate([getattr(pairs, field) for pairs in each]) for field in ('scores', 'genuine', 'a', 'b')))


def centred_rates(embeddings: np.ndarray, people: np.ndarray) -> dict:
    """FNMR of the pairs within two halves of the people: as they are, and centred on the mean of the other half (`centre.py`)."""
    raw = _pooled([(embeddings[here], people[here]) for here in centre.halves(people)])
    moved = _pooled(centre.on_others(embeddings, people))
    fmrs = [f for f in FMRS if f * (~raw.genuine).sum() >= LEAST_PAIRS]
    before, after = fnmr_at(raw, fmrs), fnmr_at(moved, fmrs)
    rows = [{'fmr': f, 'without': round(before[f]['fnmr'], 4), 'with': round(after[f]['fnmr'], 4), 'threshold': round(after[f]['threshold'], 5)} for f in fmrs]
    return {'people': int(people.max()) + 1, 'priorPeople': centre.PRIOR_PEOPLE, 'fnmr': rows}


def agreement(embeddings: np.ndarray, teacher: np.ndarray) -> float:
    """Correlation of all pairs' scores with the teacher's."""
    i, j = np.triu_indices(len(embeddings), 1)
    t = normalised(teacher.astype(np.float32))
    return round(correlation((embeddings @ embeddings.T)[i, j], (t @ t.T)[i, j]), 4)


def impostor_tail(embeddings: np.ndarray, people: np.ndarray) -> dict:
    """The impostors' scores of named people as thresholds by FMR."""
    pairs = all_pairs(embeddings, people)
    scores = np.sort(pairs.scores[~pairs.genuine])
    return {'pairs': len(scores), 'mean': round(float(scores.mean()), 5), 'deviation': round(float(scores.std()), 5), 'tail': tail_of(scores, LEAST_PAIRS)}


def door_rates(sets: list[tuple[np.ndarray, np.ndarray]], frames: int, templates: int, draws: int = 30, seed: int = 1) -> dict | None:
    """As a door compares: a probe of `frames` averaged pictures against the best of `templates` of one person, within each set of (unit rows, people).
    Impostors' thresholds by FMR, ten a decade, and the share of genuine searches below thresholds 0.02 apart. None where nobody has frames + templates
    pictures."""
    found = [searches(e, p, frames, templates, draws, seed) for e, p in sets]
    impostors, genuines = (np.sort(np.concatenate([pair[k] for pair in found])) for k in (0, 1))
    if not len(genuines) or not len(impostors):
        return None
    grid = np.round(np.arange(0, 1.001, 0.02), 2)
    misses = [[float(t), round(float(np.searchsorted(genuines, t) / len(genuines)), 4)] for t in grid]
    return {
        'frames': frames,
        'templates': templates,
        'people': len({int(p) for _, people in sets for p in people}),
        'impostorSearches': len(impostors),
        'genuineSearches': len(genuines),
        # The draws share people and pictures: only a thirtieth of the searches counts as new.
        'tail': tail_of(impostors, LEAST_PAIRS * draws),
        'misses': misses,
    }


def door_table(embeddings: np.ndarray, people: np.ndarray, frames=(1, 3, 5), templates=(1, 3, 5)) -> list[dict]:
    """`door` of the card, centred on other people as the app centres a site (`centre.py`): the app takes the row that is nearest to its own vote and
    captures, and not kinder."""
    sets = centre.on_others(embeddings, people)
    rows = (door_rates(sets, k, t) for k in frames for t in templates)
    return [row for row in rows if row is not None and row['tail']]


def table(title: str, rates: dict) -> str:
    """Error rates for people to read."""
    lines = [f'{title}: {rates["faces"]} faces, {rates["people"]} people, {rates["genuinePairs"]} genuine and {rates["impostorPairs"]} impostor pairs']
    for row in rates['fnmr']:
        between = f'   95 % {100 * row["low"]:.1f} to {100 * row["high"]:.1f}' if 'low' in row else ''
        lines.append(f'  FMR {row["fmr"]:<7g} threshold {row["threshold"]:.4f}   FNMR {100 * row["fnmr"]:5.1f} %{between}')
    lines.append(f'  balanced accuracy at its best threshold {100 * rates["balancedAccuracy"]:.2f} %')
    return '\n'.join(lines)
