"""Ways to score two embeddings, in one table: what a site could take away from its faces, and what else was tried (docs/adr/0006). And, with --sites, how near
to the wish a threshold comes that follows from all adults and a site's own maxima.

    python training/compare_scores.py --model resources/model/q.onnx --faces ../training-data/faces.u8 --dev ../training-data/dev.u8 [--lfw] [--sites]

What a way learns it learns on other people than those who are judged: on the held-back faces, which nobody was trained on. `--lfw` judges LFW as well, with the
embeddings that `npm run evaluate` keeps in .cache/evaluate; nothing is chosen by it.
"""
import argparse
import hashlib
import sqlite3
import tarfile
from pathlib import Path

import numpy as np

from lintel_train import card, centre, embedding, judged, strangers
from lintel_train.statistics import normalised

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / 'shared' / 'faces'
FMRS = (1e-2, 1e-3, 1e-4)
TEACHER_FACES = 4600


def lfw(model: bytes) -> tuple[np.ndarray, np.ndarray]:
    """Embeddings and people of LFW as `npm run evaluate` left them in its cache. Raises SystemExit where it has not been run with this model."""
    db = sqlite3.connect(HERE.parent / '.cache/evaluate/cache.db')
    crops = dict(db.execute('SELECT image, crop FROM cut'))
    of = dict(db.execute('SELECT crop, vector FROM embedding WHERE model LIKE ?', (card.identity('Q', model)[0] + '/%',)))
    rows, names = [], []
    for tar in ('lfw-00.tar', 'lfw-01.tar'):
        with tarfile.open(SHARED / tar) as opened:
            for member in opened:
                if not member.name.endswith('.webp'):
                    continue
                crop = crops.get(hashlib.sha256(opened.extractfile(member).read()).hexdigest()[:32])
                if crop not in of:
                    raise SystemExit('run `npm run evaluate` first: LFW is not embedded by this model')
                rows.append(np.frombuffer(of[crop], '<f4'))
                names.append(Path(member.name).parent.name)
    return normalised(np.stack(rows)).astype(np.float32), np.unique(names, return_inverse=True)[1]


def fnmr(scores: np.ndarray, people: np.ndarray) -> list[float]:
    """A square of scores -> FNMR at each of FMRS."""
    i, j = np.triu_indices(len(scores), 1)
    s, same = scores[i, j], people[i] == people[j]
    impostors, genuines = s[~same], s[same]
    at = [np.partition(impostors, len(impostors) - 1 - int(f * len(impostors)))[len(impostors) - 1 - int(f * len(impostors))] for f in FMRS]
    return [float((genuines <= t).mean()) for t in at]


def cosines_of(change):
    def scores(e: np.ndarray) -> np.ndarray:
        moved = normalised(change(e))
        return moved @ moved.T

    return scores


def s_norm(cohort: np.ndarray, top: int):
    """Adaptive symmetric normalisation (Matejka et al. 2017): each side's mean and deviation over its `top` nearest of the cohort."""

    def scores(e: np.ndarray) -> np.ndarray:
        nearest = np.sort(e @ cohort.T, 1)[:, -top:]
        mean, deviation = nearest.mean(1), nearest.std(1)
        plain = e @ e.T
        return 0.5 * ((plain - mean[:, None]) / deviation[:, None] + (plain - mean[None]) / deviation[None])

    return scores


def ways(held: np.ndarray, teacher: np.ndarray, faces: list[strangers.Face]) -> dict:
    """Name -> a function of embeddings to a square of scores. `held`: held-back faces, with what the teacher and the table say of them."""
    mean, eye = held.mean(0), np.eye(held.shape[1], dtype=np.float32)
    around = held - mean
    total = around.T @ around / len(held)
    values, vectors = np.linalg.eigh(total)
    found = {'plain cosine': cosines_of(lambda e: e), "the set's own mean away (not honest)": cosines_of(lambda e: e - e.mean(0))}
    for ridge in (1e-4, 3e-4, 1e-3):
        away = np.linalg.solve(total + ridge * eye, around.T @ teacher / len(held))
        found[f'linear map to the teacher, ridge {ridge:g}'] = cosines_of(lambda e, w=away: (e - mean) @ w)
    for power in (0.25, 0.5):
        whiten = vectors * (np.maximum(values, 0) + 1e-3) ** (-power / 2)
        found[f'whitened, exponent {power / 2:g}, floor 1e-3'] = cosines_of(lambda e, w=whiten: (e - mean) @ w)
    named = np.array([k for k, face in enumerate(faces) if face.person])
    people = np.unique([faces[k].person for k in named], return_inverse=True)[1]
    means = np.stack([held[named][people == p].mean(0) for p in range(people.max() + 1)])
    spread = held[named] - means[people]
    for floor in (1e-3, 3e-3):
        own, axes = np.linalg.eigh(spread.T @ spread / (len(spread) - len(means)) + floor * eye)
        found[f'whitened within {len(means)} people, floor {floor:g}'] = cosines_of(lambda e, w=axes * own**-0.5: (e - mean) @ w)
    for top in (200, 1000):
        found[f'S-norm, {len(held):,} held-back faces, top {top}'] = s_norm(held, top)
    rng = np.random.RandomState(1)
    for n in (10, 20, 40, len(means)):
        chosen = np.isin(people, rng.permutation(len(means))[:n])
        taken = centre.centre(held[named][chosen], people[chosen])
        found[f'the mean of {n} other actors away, drawn to zero'] = cosines_of(lambda e, m=taken: e - m)
    return found


def quantile(tail: np.ndarray, log_fmr):
    """Threshold at a logarithm of the FMR; beyond the tail the slower of its last two decades, as the app goes on."""
    fmr, threshold = np.log(tail[:, 0]), tail[:, 1]
    slope = max((threshold[-1] - threshold[-11]), (threshold[-11] - threshold[-21])) / np.log(10)
    inside = np.interp(-np.asarray(log_fmr, float), -fmr, threshold)
    return np.where(log_fmr < fmr[-1], threshold[-1] + (fmr[-1] - log_fmr) * slope, inside)


def site_line(tail: np.ndarray, maxima: np.ndarray, others: int, prior: int = 100, low: float = 0.3, high: float = 0.96) -> tuple[float, float]:
    """[Note: the site as a straight line] of `src/domain/recognition/error-rate-site.ts`, in numpy."""
    maxima, n = np.sort(maxima), len(maxima)
    u = (np.arange(n) + 0.5) / n
    part = (u >= low) & (u <= high)
    x, y = quantile(tail, np.log(-np.expm1(np.log(u) / others)))[part], maxima[part]
    scale = (n * np.polyfit(x, y, 1)[0] + prior) / (n + prior)
    return float(y.mean() - scale * x.mean()), float(scale)


def sites(held: np.ndarray, teacher: np.ndarray, faces: list[strangers.Face], draws: int = 20) -> None:
    """Prints, for galleries drawn from each kind of people, FPIR times the wish: by the site's line, centred, and by all adults alone."""
    scores = strangers.Scores.of(held, teacher, faces)
    adults = np.array([k for k, face in enumerate(faces) if face.adult])
    tail = np.array(strangers.measure(held, teacher, faces)['tail'])
    kinds = {'adults': adults} | {s: np.array([k for k, f in enumerate(faces) if f.source == s and f.adult is not False]) for s in ('utkface', 'aaf', 'rafdb', 'scutfbp')}
    rng = np.random.RandomState(0)
    print('FPIR times the wish, site (all adults alone), for wishes of 1 in 10, 100, 1,000')
    for name, rows in kinds.items():
        for n in (100, 400):
            if n > len(rows) - 200:
                continue
            found = {wish: np.zeros(3) for wish in (10, 100, 1000)}
            for _ in range(draws):
                drawn = rng.permutation(rows)
                here, others = drawn[:n], drawn[n:]
                moved = normalised(held - held[here].sum(0) / (n + centre.PRIOR_PEOPLE))
                unknown = lambda a, b: (scores.teacher[np.ix_(a, b)] < strangers.TEACHER_CUT) & ~scores.named_same[np.ix_(a, b)]
                own = np.where(unknown(here, here), moved[here] @ moved[here].T, -1)
                shift, scale = site_line(tail, own.max(1), n - 1)
                best = np.where(unknown(others, here), moved[others] @ moved[here].T, -1).max(1)
                plain = np.where(unknown(others, here), scores.model[np.ix_(others, here)], -1).max(1)
                for wish, sums in found.items():
                    t = float(quantile(tail, np.log(1 / wish / n)))
                    sums += [(best >= shift + scale * t).sum(), (plain >= t).sum(), len(others)]
            print(f'  {name:<8} {n:>4}  ' + '  '.join(f'{a / c * w:.2f} ({b / c * w:.2f})' for w, (a, b, c) in found.items()), flush=True)


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--model', type=Path, required=True)
    p.add_argument('--faces', type=Path, required=True)
    p.add_argument('--dev', type=Path, required=True)
    p.add_argument('--lfw', action='store_true')
    p.add_argument('--sites', action='store_true')
    p.add_argument('--threads', type=int, default=1)
    o = p.parse_args()
    material = judged.open_material(o.faces, o.dev, SHARED / 'dev.tsv', SHARED / 'train.tsv', TEACHER_FACES)
    network = embedding.session(str(o.model), o.threads)
    held, faces = embedding.embed(network, material.held_back), strangers.read_faces(material.table, TEACHER_FACES)
    if o.sites:
        sites(held, material.held_back_teacher, faces)
        return
    sets = {'held-out': (embedding.embed(network, material.dev), material.people)}
    if o.lfw:
        e, people = lfw(o.model.read_bytes())
        some = np.random.RandomState(0).permutation(len(e))[:4500]
        sets['LFW, 4,500 pictures'] = (e[some], people[some])
    print('FNMR in % at FMR 1e-2, 1e-3, 1e-4; ' + ', '.join(sets))
    for name, score in ways(held, material.held_back_teacher, faces).items():
        print(f'{name:<48} ' + '   '.join(' '.join(f'{100 * f:5.1f}' for f in fnmr(score(e), people)) for e, people in sets.values()), flush=True)


if __name__ == '__main__':
    main()
