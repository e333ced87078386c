"""Strangers without names, groups as lines, and centring, on faces made so that the answer is known."""
import numpy as np
import pytest
from lintel_train import card, centre, model_card, report, strangers
from lintel_train.statistics import normalised, tail_of

ADULT = strangers.Face('utkface', None, 30, 'men', 'White')


def cloud(n: int, shared: float = 0.0, seed: int = 0, dimensions: int = 64) -> np.ndarray:
    """n unit rows that lean on one common direction."""
    rng = np.random.RandomState(seed)
    return normalised(rng.normal(size=(n, dimensions)) + shared * np.sqrt(dimensions) * np.eye(dimensions)[0]).astype(np.float32)


def test_what_the_table_says_of_a_face(tmp_path):
    table = tmp_path / 't.tsv'
    rows = ['utkface\t\t26_1_0_20170103.jpg\t0.3', 'utkface\t\t61_1_20170109.jpg\t0.3', 'aaf\t\t11798A47.jpg\t0.3', 'scutfbp\t\tAF12.jpg\t0.3', 'bollywood\tActor\tx.jpg\t0.3', 'rafdb\t\ty.jpg\t0.3']
    table.write_text('\n'.join(rows) + '\n')
    faces = strangers.read_faces(table, 6)
    assert [(f.age, f.sex, f.origin, f.adult) for f in faces] == [
        (26, 'women', 'White', True),
        (None, None, None, None),
        (47, None, 'Asian', True),
        (None, 'women', 'Asian', True),
        (None, None, 'Indian', True),
        (None, None, None, None),
    ]
    assert faces[4].person == 'bollywood/Actor' and len(strangers.read_faces(table, 2)) == 2


def test_groups_are_of_adults_of_children_and_of_everybody():
    faces = [ADULT, strangers.Face('utkface', None, 4, 'women', 'Black'), strangers.Face('rafdb', None, None, None, None)]
    found = {name: (kind, rows.tolist()) for name, (kind, rows) in strangers.groups_of(faces).items()}
    assert found == {
        'everybody, masks too': ('everybody', [0, 1, 2]),
        'White adults': ('adults', [0]),
        'White men': ('adults', [0]),
        'ages 3 to 9': ('children', [1]),
        'ages 30 to 44': ('adults', [0]),
    }


def test_pairs_that_may_be_one_person_are_left_out_by_the_teacher_and_by_name():
    teacher = normalised(np.array([[1, 0, 0], [1, 0.1, 0], [0, 1, 0], [0, 0, 1]], np.float32))
    faces = [ADULT, ADULT, strangers.Face('b', 'b/x', 30, None, None), strangers.Face('b', 'b/x', 30, None, None)]
    scores = strangers.Scores.of(np.eye(4, dtype=np.float32), teacher, faces)
    kept, left_out = scores.strangers(np.arange(4), 0.5)
    assert (len(kept), left_out) == (4, 2)  # (0, 1) by the teacher, (2, 3) by name
    assert scores.strangers(np.arange(4), 1.1)[1] == 1


def test_a_group_is_a_line_of_all_adults():
    rng = np.random.RandomState(1)
    everybody = tail_of(np.sort(rng.normal(0, 0.1, 200_000)), 10)
    own = np.sort(rng.normal(0.05, 0.12, 20_000))
    shift, scale = strangers.line(own, everybody)
    assert scale == pytest.approx(1.2, abs=0.06)
    assert shift + scale * strangers.threshold_on(everybody, 1e-3) == pytest.approx(0.05 + 0.12 * 3.09, abs=0.01)
    with pytest.raises(ValueError, match='too few'):
        strangers.line(own[-40:], everybody)


def test_searches_find_as_many_as_single_comparisons_promise():
    e = cloud(600)
    scores = strangers.Scores.of(e, np.zeros((600, 2), np.float32), [ADULT] * 600)
    t = float(np.quantile(scores.strangers(np.arange(600), 0.5)[0], 0.999))
    (row,) = strangers.searches(scores, np.arange(600), 0.5, 100, [t])
    assert row['fpir'] == pytest.approx(1 - 0.999**100, rel=0.25)


def test_the_cut_moves_the_tail_and_is_shown():
    e = cloud(300)
    twins = np.concatenate([e, normalised(e[:30] + 0.02 * cloud(30, seed=3))])  # thirty people twice, nobody says so
    found = strangers.measure(twins, twins, [ADULT] * 330)
    by_cut = {row['cut']: row for row in found['cuts']}
    assert by_cut[0.7]['leftOut'] >= 30 and by_cut[0.35]['leftOut'] > by_cut[0.7]['leftOut']
    assert found['tail'][-1][1] < 0.5 and found['groups'][0]['group'] == 'everybody, masks too'
    assert found['groups'][0]['scale'] == pytest.approx(1, abs=1e-3)
    assert 'left out' in strangers.table(found)


def test_centring_takes_away_what_a_place_shares():
    rng, people = np.random.RandomState(2), np.repeat(np.arange(40), 5)
    place = np.sqrt(64) * 0.6 * np.eye(64)[0]
    e = normalised(rng.normal(size=(40, 64))[people] + 0.9 * rng.normal(size=(200, 64)) + place).astype(np.float32)
    (a, pa), (b, pb) = centre.on_others(e, people)
    assert not set(pa) & set(pb) and len(a) + len(b) == 200
    rows = {row['fmr']: row for row in report.centred_rates(e, people)['fnmr']}
    assert rows[1e-2]['with'] < rows[1e-2]['without']
    assert np.linalg.norm(a.mean(0)) < 0.6 * np.linalg.norm(e.mean(0))


def test_few_people_move_the_centre_little():
    e = cloud(100, shared=1.0)
    few, many = (np.linalg.norm(centre.centre(e[:n], np.arange(n))) for n in (2, 100))
    assert few < 0.25 * many


def test_judging_anew_changes_the_judgement_alone_and_the_page_says_all():
    e = cloud(330)
    who = np.repeat(np.arange(66), 5)
    accuracy = {'heldOut': report.error_rates(e, who), 'centred': report.centred_rates(e, who)}
    judgement = {'accuracy': accuracy, 'impostors': strangers.measure(e, np.zeros((330, 2), np.float32), [ADULT] * 330), 'door': report.door_table(e, who)}
    old = {'format': 1, 'training': {'x': 1}, 'accuracy': {}, 'lossOfInt8': {'faces': 3}, 'impostors': {}, 'thresholds': [], 'selfCheck': {'int8': 'x'}}
    new = card.judged_anew(old, judgement)
    assert list(new) == ['format', 'training', 'accuracy', 'lossOfInt8', 'impostors', 'door', 'thresholds', 'selfCheck']
    assert new['training'] == old['training'] and new['selfCheck'] == old['selfCheck'] and new['lossOfInt8'] == old['lossOfInt8']
    assert [t['fmr'] for t in new['thresholds']] == [0.1, 0.01, 0.001]
    page = model_card._strangers(new) + model_card._centred(new)
    assert 'White men' in page and 'left out' in page and 'centred' in page
