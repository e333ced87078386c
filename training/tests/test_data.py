"""Shards, the order of faces, views; and the commands from pictures in a folder to shards."""
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from made_up import pictures
from lintel_train import data, views
from lintel_train.recipes import Views

HERE = Path(__file__).resolve().parents[1]


def encoded(face):
    return cv2.imencode('.png', face[..., ::-1])[1].tobytes()


def test_shards_give_back_what_was_put_in_and_stay_small(tmp_path):
    raw, who = pictures(6, 2)
    teacher = np.random.RandomState(0).normal(size=(12, 8))
    teacher /= np.linalg.norm(teacher, axis=1, keepdims=True)
    writer = data.ShardWriter(tmp_path, mib=0.15)
    for face, label, row in zip(raw, who, teacher, strict=True):
        writer.add(encoded(face), int(label), row)
    assert writer.close() > 1
    assert all(f.stat().st_size <= 0.15 * 2**20 for f in tmp_path.iterdir())
    opened = data.open_set(tmp_path)
    assert len(opened) == 12
    assert np.array_equal(np.stack([opened.face(i) for i in range(12)]), raw)
    assert np.array_equal(opened.label, who)
    np.testing.assert_allclose(opened.teacher, teacher, atol=2e-3)


def test_a_raw_set_is_opened_too(tmp_path):
    raw, _ = pictures(2, 2)
    raw.tofile(tmp_path / 'faces.u8')
    np.save(tmp_path / 'teacher.npy', np.eye(4, dtype=np.float16))
    opened = data.open_set(tmp_path)
    assert np.array_equal(opened.face(3), raw[3])
    assert opened.teacher.shape == (4, 4)


def test_no_shards_are_an_error(tmp_path):
    with pytest.raises(ValueError, match='no shard'):
        data.open_set(tmp_path)


def test_what_is_no_face_is_refused():
    with pytest.raises(ValueError):
        data.decode(np.frombuffer(b'nothing', np.uint8))
    with pytest.raises(ValueError):
        data.decode(np.frombuffer(encoded(np.zeros((100, 112, 3), np.uint8)), np.uint8))


def test_every_epoch_sees_every_face_once_in_another_order():
    order, rows = data.Order(np.arange(100, 110)), []
    for seen in range(0, 20, 4):
        rows.extend(order.take(seen, 4))
    assert sorted(rows[:10]) == sorted(rows[10:]) == list(range(100, 110))
    assert rows[:10] != rows[10:]
    assert list(data.Order(np.arange(100, 110)).take(8, 4)) == rows[8:12]


def test_two_of_each_person_are_set_apart():
    label = np.array([0] * 6 + [1] * 4 + [2] * 5 + [-1] * 7)
    apart = data.two_each(label, 2)
    assert np.bincount(label[apart], minlength=3).tolist() == [2, 0, 2]


@pytest.mark.parametrize('kind', ['paper', 'wide'])
@pytest.mark.parametrize('size', [(112, 96), (56, 48)])
def test_views_have_the_size_asked_for_and_follow_their_seed(kind, size):
    face, other = pictures(2, 1)[0]
    for seed in range(40):
        (both, own), again = (views.view(face, lambda: other, np.random.RandomState(seed), Views(kind), *size) for _ in range(2))
        assert both.shape == (112, 112, 3) and own.shape == (*size, 3)
        assert both.dtype == own.dtype == np.uint8
        assert np.array_equal(both, again[0]) and np.array_equal(own, again[1])


def drawn(seeds: int = 60, **shares) -> list[tuple[np.ndarray, np.ndarray]]:
    face, other = pictures(2, 1)[0]
    chosen = replace(Views(mixed=0, swapped=0, warped=0, degraded=0), **shares)
    return [views.view(face, lambda: other, np.random.RandomState(seed), chosen, 112, 96) for seed in range(seeds)]


@pytest.mark.parametrize('share', ['mixed', 'swapped', 'warped', 'degraded'])
def test_each_share_is_that_many_pictures(share):
    """Against views without it, from the same seeds: what is 0 changes none, 0.5 about half, 1 all."""
    without = drawn()
    changed = {s: np.mean([not np.array_equal(a[1], b[1]) for a, b in zip(without, drawn(**{share: s}), strict=True)]) for s in (0, 0.5, 1)}
    assert changed[0] == 0 and changed[1] > 0.85 and 0.2 < changed[0.5] < 0.8


def test_the_teacher_does_not_see_what_only_degrades():
    clean, degraded = drawn(), drawn(degraded=1)
    assert all(np.array_equal(a[0], b[0]) for a, b in zip(clean, degraded, strict=True))
    assert all(np.array_equal(a[0][:, 8:104], a[1]) for a in clean)


@pytest.mark.parametrize('share', ['mixed', 'swapped'])
def test_mixing_and_swapping_show_something_of_the_other_face(share):
    face, other = (np.full((112, 112, 3), v, np.uint8) for v in (20, 220))
    of_it = [(views.seen_by_both(face, lambda: other, np.random.RandomState(k), Views(**{'mixed': 0, 'swapped': 0, share: 1})).mean() - 20) / 200 for k in range(40)]
    assert 0.3 < np.mean(of_it) < 0.7 and max(of_it) - min(of_it) > 0.3


def test_plain_is_columns_8_to_103():
    face = pictures(1, 1)[0][0]
    assert np.array_equal(views.plain(face, 112, 96), face[:, 8:104])


def test_a_folder_of_people_becomes_shards_by_command(tmp_path):
    raw, who = pictures(3, 2)
    for k, (face, person) in enumerate(zip(raw, who, strict=True)):
        (tmp_path / 'in' / f'p{person}').mkdir(parents=True, exist_ok=True)
        (tmp_path / 'in' / f'p{person}' / f'{k}.png').write_bytes(encoded(face))
    (tmp_path / 'in' / 'p0' / 'broken.jpg').write_bytes(b'no picture')
    done = subprocess.run([sys.executable, HERE / 'prepare.py', '--folder', tmp_path / 'in', '--out', tmp_path / 'out'], capture_output=True, text=True, check=True)
    assert '6 faces, 3 people with a name, 1 left out' in done.stdout
    assert np.bincount(data.open_set(tmp_path / 'out').label).tolist() == [2, 2, 2]
