"""Embeddings centred on a site: what all faces of one place share tells nobody from anybody (as `src/storage/gallery/centre.ts` does it in the app).

The centre is the mean of the people's own means, drawn towards the training faces' mean (zero: the exported embedding is centred there) as if
`PRIOR_PEOPLE` more people had it. It is estimated on other people than those who are judged.
"""
import numpy as np

from .statistics import normalised

#: Chosen on the held-out split with the 80 actors of the training set as the site; with none, few people give a centre that is mostly chance.
PRIOR_PEOPLE = 10


def centre(embeddings: np.ndarray, people: np.ndarray) -> np.ndarray:
    """Unit rows and whose they are -> the mean, shorter than one."""
    means = [embeddings[people == p].mean(0) for p in np.unique(people)]
    return np.sum(means, 0) / (len(means) + PRIOR_PEOPLE)


def halves(people: np.ndarray, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """The people drawn into two halves -> which rows are the first half's, and the second's."""
    drawn = np.random.RandomState(seed).permutation(np.unique(people))
    first = np.isin(people, drawn[: len(drawn) // 2])
    return first, ~first


def on_others(embeddings: np.ndarray, people: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Each half centred on the other half's mean -> (unit rows, people) of each."""
    return [(normalised(embeddings[here] - centre(embeddings[~here], people[~here])).astype(np.float32), people[here]) for here in halves(people)]
