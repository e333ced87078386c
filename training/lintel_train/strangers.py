"""How alike strangers look to a model: pairs of faces that no training step saw, of people without names.

Nobody says who they are, so two pictures may be of one person. The teacher says which: pairs whose teacher cosine reaches a cut are left out. A cut
that is too high leaves one person's pictures in and makes the tail too fat; one that is too low takes out strangers who do look alike and makes it
too thin. `by_cut` shows how much it matters.

[Note: groups as a straight line] Scores within a group of people (of one age, sex and origin) are those of all adults, moved and stretched: the
thresholds at equal FMR lie on a straight line, `shift + scale x threshold of all adults`, to 0.02 over the decades that were counted. So a group with a
few thousand pairs gets a tail as long as everybody's. The app fits the same line to the people of its own site (`error-rate-site.ts`).
"""
import re
from dataclasses import dataclass

import numpy as np

from .statistics import tail_of

TEACHER_CUT = 0.5
CUTS = (0.7, 0.6, 0.55, 0.5, 0.45, 0.4, 0.35)
LEAST_PAIRS = 10
#: A group's line follows no point of which fewer pairs were counted: ten lie 0.03 apart by chance.
LEAST_FOR_LINE = 30
ORIGINS = {'0': 'White', '1': 'Black', '2': 'Asian', '3': 'Indian', '4': 'others'}
AGES = ((0, 2), (3, 9), (10, 17), (18, 29), (30, 44), (45, 59), (60, 116))
FMRS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6)
ADULT = 18
#: Sets whose people are adults though no row says how old.
ADULTS = {'scutfbp', 'bollywood'}


@dataclass(frozen=True)
class Face:
    """What is known of an unnamed face; None = not said. `person` is a name that only two rows of one set can share."""

    source: str
    person: str | None
    age: int | None
    sex: str | None
    origin: str | None

    @property
    def adult(self) -> bool | None:
        if self.age is None:
            return True if self.source in ADULTS else None
        return self.age >= ADULT


def read_faces(tsv, rows: int) -> list[Face]:
    """The first `rows` of `train.tsv`: set, label, file name. UTKFace's names hold age, sex and origin (AGE_SEX_ORIGIN_DATE), All-Age-Faces' the age
    (IDENTITYAAGE), SCUT-FBP5500's origin and sex (AF12, CM3)."""
    faces = []
    with open(tsv, encoding='utf-8') as lines:
        for _, line in zip(range(rows), lines):
            source, label, name = line.rstrip('\n').split('\t')[:3]
            age = sex = origin = None
            if source == 'utkface' and (m := re.match(r'(\d+)_([01])_([0-4])_', name)):
                age, sex, origin = int(m[1]), ('men', 'women')[int(m[2])], ORIGINS[m[3]]
            elif source == 'aaf' and (m := re.match(r'\d+A(\d+)', name)):
                age, origin = int(m[1]), 'Asian'
            elif source == 'scutfbp' and (m := re.match(r'([AC])([FM])\d', name)):
                origin, sex = {'A': 'Asian', 'C': 'White'}[m[1]], {'F': 'women', 'M': 'men'}[m[2]]
            elif source == 'bollywood':
                origin = 'Indian'
            faces.append(Face(source, f'{source}/{label}' if label else None, age, sex, origin))
    return faces


def groups_of(faces: list[Face]) -> dict[str, tuple[str, np.ndarray]]:
    """-> name -> (kind, rows). Kinds: `adults` (by origin, by origin and sex, by age), `children` (by age), `everybody`."""
    found: dict[str, tuple[str, list[int]]] = {}

    def put(kind: str, name: str, row: int) -> None:
        found.setdefault(name, (kind, []))[1].append(row)

    for row, face in enumerate(faces):
        put('everybody', 'everybody, masks too', row)
        if face.age is not None:
            low, high = next(a for a in AGES if face.age <= a[1])
            put('adults' if face.adult else 'children', f'ages {low} to {high}', row)
        if face.adult and face.origin:
            put('adults', f'{face.origin} adults', row)
            if face.sex:
                put('adults', f'{face.origin} {face.sex}', row)
    order = lambda name: (not name.startswith('everybody'), name.startswith('ages'), int(name.split()[1]) if name.startswith('ages') else name)
    return {name: (found[name][0], np.array(found[name][1])) for name in sorted(found, key=order)}


@dataclass(frozen=True)
class Scores:
    """All pairs of a set of faces: the model's cosine, the teacher's, and whether two names say that it is one person."""

    model: np.ndarray
    teacher: np.ndarray
    named_same: np.ndarray
    persons: np.ndarray

    @classmethod
    def of(cls, embeddings: np.ndarray, teacher: np.ndarray, faces: list[Face]) -> 'Scores':
        """embeddings, teacher: a unit row a face."""
        names: dict[str, int] = {}
        persons = np.array([names.setdefault(f.person, len(names)) if f.person else -1 - k for k, f in enumerate(faces)])
        return cls(embeddings @ embeddings.T, teacher @ teacher.T, persons[:, None] == persons[None, :], persons)

    def strangers(self, rows: np.ndarray, cut: float) -> tuple[np.ndarray, int]:
        """-> (the model's scores of pairs within `rows` that are taken as strangers, rising; how many pairs were left out)."""
        i, j = np.triu_indices(len(rows), 1)
        a, b = rows[i], rows[j]
        kept = (self.teacher[a, b] < cut) & ~self.named_same[a, b]
        return np.sort(self.model[a, b][kept]), int((~kept).sum())


def threshold_on(tail: list[list[float]], fmr: float) -> float:
    """Straight between the points of a tail, FMR on a logarithmic scale; its ends beyond."""
    return float(np.interp(-np.log(fmr), [-np.log(f) for f, _ in tail], [t for _, t in tail]))


def line(own: np.ndarray, all_adults: list[list[float]], most: float = 0.1) -> tuple[float, float]:
    """[Note: groups as a straight line] A group's rising scores -> (shift, scale) against all adults' tail, by least squares from FMR `most` on. Raises
    ValueError where they are too few."""
    points = np.array([(threshold_on(all_adults, f), t) for f, t in tail_of(own, LEAST_FOR_LINE) if f <= most])
    if len(points) < 5:
        raise ValueError('too few pairs for a line: at least five points of the tail are needed')
    scale, shift = np.polyfit(points[:, 0], points[:, 1], 1)
    return float(shift), float(scale)


def by_cut(scores: Scores, rows: np.ndarray) -> list[dict]:
    """What each cut leaves out and does to the thresholds."""
    out = []
    for cut in CUTS:
        kept, left_out = scores.strangers(rows, cut)
        out.append({'cut': cut, 'leftOut': left_out, 'thresholds': [row for row in tail_of(kept, LEAST_PAIRS, 1) if row[0] < 0.05]})
    return out


def searches(scores: Scores, rows: np.ndarray, cut: float, gallery: int, thresholds: list[float], draws: int = 40, seed: int = 1) -> list[dict]:
    """Strangers searched among `gallery` faces drawn from `rows`, one picture each: the share that finds anybody (FPIR) at each threshold."""
    rng = np.random.RandomState(seed)
    found, tried = np.zeros(len(thresholds), int), 0
    for _ in range(draws):
        drawn = rng.permutation(rows)
        enrolled, others = drawn[:gallery], drawn[gallery:]
        block = np.ix_(others, enrolled)
        best = np.where((scores.teacher[block] < cut) & ~scores.named_same[block], scores.model[block], -1).max(1)
        found += (best[:, None] >= np.array(thresholds)).sum(0)
        tried += len(best)
    return [{'threshold': round(t, 5), 'fpir': float(f'{n / tried:.3g}'), 'searches': tried, 'found': int(n)} for t, n in zip(thresholds, found, strict=True)]


def measure(embeddings: np.ndarray, teacher: np.ndarray, faces: list[Face], least_faces: int = 60) -> dict:
    """-> `impostors` of the card: the tail of all adults, what other cuts do to it, each group's line, and searches."""
    scores = Scores.of(embeddings, teacher, faces)
    adults = np.array([k for k, face in enumerate(faces) if face.adult])
    kept, left_out = scores.strangers(adults, TEACHER_CUT)
    tail = tail_of(kept, LEAST_PAIRS)
    groups = []
    for name, (kind, rows) in groups_of(faces).items():
        within, _ = scores.strangers(rows, TEACHER_CUT)
        if len(rows) < least_faces:
            continue
        own, (shift, scale) = tail_of(within, LEAST_PAIRS), line(within, tail)
        at = [[f, round(threshold_on(own, f), 4)] for f in FMRS if f >= own[-1][0] * 0.999]
        groups.append({'group': name, 'kind': kind, 'faces': len(rows), 'pairs': len(within), 'shift': round(shift, 4), 'scale': round(scale, 4), 'at': at})
    wishes = [threshold_on(tail, f) for f in (1e-3, 1e-4, 1e-5)]
    return {
        'set': 'faces held back from training, adults, nobody named',
        'faces': len(adults),
        'pairs': len(kept),
        'leftOut': left_out,
        'teacherCut': TEACHER_CUT,
        'mean': round(float(kept.mean()), 5),
        'deviation': round(float(kept.std()), 5),
        'tail': tail,
        'cuts': by_cut(scores, adults),
        'groups': groups,
        'searches': [{'gallery': n, 'at': searches(scores, adults, TEACHER_CUT, n, wishes)} for n in (100, 400, 2000) if n <= len(adults) - 200],
    }


def table(impostors: dict) -> str:
    """For people to read."""
    said = lambda rows: '  '.join(f'{f:.0e} {t:.3f}' for f, t in rows)
    decades = [row for row in impostors['tail'] if any(abs(np.log10(row[0]) + d) < 1e-3 for d in range(2, 8))]
    lines = [f"{impostors['set']}: {impostors['faces']:,} faces, {impostors['pairs']:,} pairs, {impostors['leftOut']:,} left out at a teacher cosine of {impostors['teacherCut']}", f'  all adults            {said(decades)}']
    lines += [f"  cut {c['cut']:<5g} {c['leftOut']:>7,} left out   {said(c['thresholds'])}" for c in impostors['cuts']]
    lines += [f"  {g['group']:<21} {g['faces']:>5} faces, {g['pairs']:>9,} pairs: {g['shift']:+.3f} {g['scale']:.3f}x   {said(g['at'])}" for g in impostors['groups']]
    for s in impostors['searches']:
        lines.append(f"  searches among {s['gallery']:>5,}: " + ', '.join(f"at {a['threshold']:.3f} {a['found']:,} of {a['searches']:,}" for a in s['at']))
    return '\n'.join(lines)
