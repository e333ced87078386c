"""False matches by group, on faces of UTKFace, whose file names hold age, gender and group: `AGE_GENDER_GROUP_DATE.jpg`.

UTKFace names no people, so only false matches can be counted: pairs of two pictures within one group, taken as two people (a few are one
person twice, which makes a group look a little worse than it is). The faces were trained on, though seen only a few times each.
"""
import re

import numpy as np

RACES = {'0': 'White', '1': 'Black', '2': 'Asian', '3': 'Indian', '4': 'others'}
GENDERS = {'0': 'men', '1': 'women'}
AGES = ((0, 9), (10, 17), (18, 29), (30, 44), (45, 59), (60, 116))


def labelled(tsv) -> list[tuple[int, int, str, str]]:
    """-> (row, age, gender, race) of each UTKFace row that has all three. A handful of names lack one."""
    rows = []
    with open(tsv, encoding='utf-8') as lines:
        for k, line in enumerate(lines):
            source, _, name = line.rstrip('\n').split('\t')[:3]
            match = re.match(r'(\d+)_([01])_([0-4])_', name)
            if source == 'utkface' and match:
                rows.append((k, int(match[1]), GENDERS[match[2]], RACES[match[3]]))
    return rows


def pick(rows: list[tuple[int, int, str, str]], each: int, seed: int = 3) -> dict[str, list[int]]:
    """-> group name -> at most `each` rows: adults (18 and over) by race and gender, and everybody by age."""
    rng = np.random.RandomState(seed)
    groups: dict[str, list[int]] = {}
    for row, age, gender, race in rows:
        if age >= 18:
            groups.setdefault(f'{race} {gender}', []).append(row)
        low, high = next(a for a in AGES if age <= a[1])
        groups.setdefault(f'ages {low} to {high}', []).append(row)
    return {name: sorted(rng.permutation(groups[name])[:each].tolist()) for name in sorted(groups)}


def false_matches(embeddings: dict[str, np.ndarray], threshold: float) -> list[dict]:
    """embeddings: group -> unit rows. -> {group, faces, fmr} at the threshold."""
    out = []
    for name, e in embeddings.items():
        scores = (e @ e.T)[np.triu_indices(len(e), 1)]
        out.append({'group': name, 'faces': len(e), 'fmr': float(f'{float((scores >= threshold).mean()):.3g}')})
    return out
