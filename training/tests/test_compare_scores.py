"""The twin in numpy of the app's line through a site's maxima, and the table's ways, on made-up faces."""
import numpy as np
import pytest
from compare_scores import cosines_of, fnmr, quantile, s_norm, site_line
from lintel_train.statistics import normalised, tail_of


def test_a_site_that_is_all_adults_moved_and_stretched_is_found_again():
    rng = np.random.RandomState(3)
    tail = np.array(tail_of(np.sort(rng.normal(0.08, 0.11, 3_000_000)), 10))
    others = 300
    maxima = 0.05 + 1.1 * np.array([rng.normal(0.08, 0.11, others).max() for _ in range(2000)])
    shift, scale = site_line(tail, maxima, others, prior=0)
    assert scale == pytest.approx(1.1, abs=0.06)
    assert shift + scale * quantile(tail, np.log(1e-4)) == pytest.approx(0.05 + 1.1 * (0.08 + 0.11 * 3.719), abs=0.02)
    assert abs(site_line(tail, maxima[:20], others)[1] - 1) < 0.06


def test_ways_score_one_person_above_strangers():
    rng = np.random.RandomState(4)
    people = np.repeat(np.arange(30), 4)
    e = normalised(rng.normal(size=(30, 32))[people] + 0.6 * rng.normal(size=(120, 32))).astype(np.float32)
    cohort = normalised(rng.normal(size=(400, 32))).astype(np.float32)
    for score in (cosines_of(lambda x: x), cosines_of(lambda x: x - x.mean(0)), s_norm(cohort, 100)):
        missed = fnmr(score(e), people)
        assert missed == sorted(missed) and missed[0] < 0.3
