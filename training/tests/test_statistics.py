"""Error rates on examples that can be counted by hand."""
import numpy as np
import pytest
from lintel_train import report, statistics


def test_threshold_lets_pass_at_most_the_share_asked_for():
    scores = np.arange(100, dtype=np.float32) / 100
    for fmr, allowed in ((0.1, 10), (0.01, 1), (0.001, 0), (0.055, 5)):
        assert (scores >= statistics.threshold_at(scores, fmr)).sum() == allowed


def test_rates_by_hand():
    # two people at right angles, the second picture of the first half way between both
    e = statistics.normalised(np.array([[1, 0], [1, 1], [0, 1], [0, 1]], np.float32))
    pairs = statistics.all_pairs(e, np.array([0, 0, 1, 1]))
    assert sorted(pairs.scores[pairs.genuine].round(3)) == pytest.approx([0.707, 1.0])
    assert sorted(pairs.scores[~pairs.genuine].round(3)) == pytest.approx([0.0, 0.0, 0.707, 0.707])
    at = statistics.fnmr_at(pairs, (0.5, 0.25))
    assert at[0.5]['fnmr'] == 0.0
    assert at[0.25]['fnmr'] == 0.5


def test_interval_holds_the_point_and_shrinks_with_people():
    rng, widths = np.random.RandomState(0), []
    for people in (8, 60):
        centres = rng.normal(size=(people, 8))
        who = np.repeat(np.arange(people), 6)
        e = statistics.normalised(centres[who] + 0.7 * rng.normal(size=(len(who), 8))).astype(np.float32)
        rates = report.error_rates(e, who)
        row = rates['fnmr'][1]
        assert row['low'] <= row['fnmr'] <= row['high']
        widths.append(row['high'] - row['low'])
    assert widths[1] < widths[0]


def test_the_tail_is_monotone_and_ends_where_data_end():
    rng = np.random.RandomState(1)
    e = statistics.normalised(rng.normal(size=(200, 16))).astype(np.float32)
    tail = report.impostor_tail(e, np.repeat(np.arange(100), 2))
    fmrs, thresholds = zip(*tail['tail'], strict=True)
    assert all(a > b for a, b in zip(fmrs, fmrs[1:], strict=False))
    assert all(a <= b for a, b in zip(thresholds, thresholds[1:], strict=False))
    assert fmrs[-1] * tail['pairs'] >= 10


def test_searches_by_hand():
    # two people at right angles, four equal pictures each: one enrolled, the others two by two
    e = np.repeat(np.eye(2, dtype=np.float32), 4, 0)
    who = np.repeat([0, 1], 4)
    impostors, genuines = statistics.searches(e, who, frames=2, templates=1, draws=3, seed=1)
    assert list(impostors) == [0] * 6
    assert list(genuines) == [1] * 6
    assert statistics.searches(e, who, frames=3, templates=2, draws=3, seed=1)[0].size == 0


def test_a_search_by_more_templates_and_frames_is_kinder_to_both():
    rng = np.random.RandomState(2)
    people = 30
    who = np.repeat(np.arange(people), 12)
    e = statistics.normalised(rng.normal(size=(people, 16))[who] + 1.2 * rng.normal(size=(len(who), 16))).astype(np.float32)
    single, many, vote = (report.door_rates([(e, who)], k, t, draws=10) for k, t in ((1, 1), (1, 5), (3, 5)))
    at = {row['frames'] * 10 + row['templates']: dict(map(tuple, row['tail'])) for row in (single, many, vote)}
    # five chances a person need a higher threshold for the same rate of false matches; the same threshold misses fewer of one's own
    assert at[11][0.01] < at[15][0.01]
    missed = [dict(map(tuple, row['misses']))[0.5] for row in (single, many, vote)]
    assert missed[0] > missed[1] > missed[2]
    for row in (single, many, vote):
        fmrs = [f for f, _ in row['tail']]
        assert fmrs == sorted(fmrs, reverse=True) and fmrs[-1] * row['impostorSearches'] >= report.LEAST_PAIRS * 10
        assert [m for _, m in row['misses']] == sorted(m for _, m in row['misses'])


def test_the_card_has_door_rows_only_where_there_are_pictures_enough():
    e = np.repeat(np.eye(20, dtype=np.float32), 5, 0)
    rows = report.door_table(e, np.repeat(np.arange(20), 5))
    assert [(row['frames'], row['templates']) for row in rows] == [(1, 1), (1, 3), (3, 1)]
