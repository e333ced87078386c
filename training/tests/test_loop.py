"""A rehearsal on a hundred made-up faces: it learns, stops when told, says how it goes."""
import os
import signal
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
import torch
from made_up import SMALL, small_run, small_trainer
from lintel_train import watching
from lintel_train.loop import Budget
from lintel_train.recipes import PAPER, Descent, Quantisation, Views

PAPERS = replace(PAPER, batch=16)
ENDLESS = 10**9


def told_by(trainer) -> list[dict]:
    """What each step of the trainer tells, as it goes on."""
    told, real = [], trainer.step
    trainer.step = lambda *a: told.append({k: float(v) for k, v in real(*a).items()}) or told[-1]
    return told


def test_it_learns_what_the_teacher_says_of_faces_it_never_saw(tmp_path):
    t = small_trainer(tmp_path, small_run(1600, 0.1))
    before = watching.agreement(t, watching.embeddings(t, t.watched))[0]
    t.run(Budget())
    assert watching.agreement(t, watching.embeddings(t, t.watched))[0] > before + 0.15


def test_a_time_budget_ends_it_cleanly(tmp_path):
    said = []
    t = small_trainer(tmp_path, small_run(ENDLESS), say=said.append)
    begun = time.monotonic()
    t.run(Budget(minutes=0.03))
    assert time.monotonic() - begun < 60
    assert t.place.step > 0
    assert said[-1].startswith('stopped at step')
    assert (tmp_path / 'q.pt').exists()
    assert not (tmp_path / 'q.new').exists()


def test_a_schedule_by_time_ends_with_the_budget(tmp_path):
    t = small_trainer(tmp_path, small_run(ENDLESS))
    budget = Budget(0.03, by_time=True)
    t.run(budget)
    assert t.position(budget, t.place) >= t.plan.run.views
    assert t.moment(budget, t.place).share == pytest.approx(0.01)


def test_a_run_that_changes_on_the_way_has_no_schedule_by_time(tmp_path):
    with pytest.raises(ValueError, match='not by time'):
        small_trainer(tmp_path, small_run(rest=(10, 20))).run(Budget(1, by_time=True))


def test_sigterm_stops_after_the_step_in_hand(tmp_path):
    t = small_trainer(tmp_path, small_run(ENDLESS))
    threading.Timer(1.0, lambda: os.kill(os.getpid(), signal.SIGTERM)).start()
    t.run(Budget(minutes=1))
    assert (tmp_path / 'q.pt').exists()
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_it_says_how_fast_and_how_long_and_how_far_weights_have_slid(tmp_path):
    said = []
    small_trainer(tmp_path, small_run(320, rest=(0, 640)), say=said.append).run(Budget())
    assert any('img/s' in s and 'min left' in s and 'cosine' in s and 'slid 1.00/0.4' in s for s in said)


def test_views_that_cannot_be_made_end_the_run_with_an_error(tmp_path):
    t = small_trainer(tmp_path, small_run())

    def broken(row):
        raise OSError('the disk is gone')

    t.faces.face = broken
    with pytest.raises(RuntimeError, match='no more batches'):
        t.run(Budget())


@pytest.mark.parametrize(
    'quantisation',
    [
        Quantisation('bnn'),
        Quantisation('xnor'),
        Quantisation('xnor', 'xnor', 'reordered'),
        Quantisation('dorefa-1'),
        Quantisation('dorefa-2', 'dorefa-2'),
        Quantisation('float'),
    ],
    ids=str,
)
def test_the_papers_recipe_learns_names_with_every_quantiser(tmp_path, quantisation):
    recipe = replace(PAPERS, quantisation=quantisation, batch=25, dropout=0.1)
    t = small_trainer(tmp_path, small_run(1000, recipe=recipe, descents=(Descent(1000, 0.02, 'drops', drops=(0.9,)),)))
    assert len(t.watched) == 40  # two of each of twenty people
    told = told_by(t)
    t.run(Budget())
    assert np.mean([x['loss'] for x in told[-5:]]) < np.mean([x['loss'] for x in told[:5]]) - 0.3
    assert 'named rightly' in watching.watch(t)


def test_latents_stay_within_one_where_signs_are_straight_through(tmp_path):
    recipe = replace(SMALL, quantisation=Quantisation('sign'), optimiser='filter-adam', warm=0)
    t = small_trainer(tmp_path, small_run(96, 0.5, recipe))
    t.run(Budget())
    assert all(m.w.abs().max() <= 1 for m in t.net.weighted().values() if m.layer.one_bit)
    assert t.net.weighted()['Conv1a'].w.abs().max() > 1


def test_settling_gives_batch_norm_the_means_of_what_it_sees_in_a_copy(tmp_path):
    from lintel_train import states

    t = small_trainer(tmp_path, small_run(48))
    t.run(Budget())
    before = t.net.weighted()['Fc5'].bn.running_mean.clone()
    t.save_settled(tmp_path / 'settled.pt')
    assert torch.equal(t.net.weighted()['Fc5'].bn.running_mean, before)
    weights = states.read_weights(tmp_path / 'settled.pt')
    assert (weights.run, weights.quantiser) == ('small', 'scaled-sign')
    assert not np.array_equal(weights.tensors['bnf.running_mean'], before.numpy())
    t.net.load_layer_state({k: torch.from_numpy(v) for k, v in weights.tensors.items()})
    z = watching.embeddings(t, t.rows)
    assert z.mean().abs() < 0.15  # centred
    assert abs((z / t.net.weighted()['Fc5'].bn.weight.detach()).std() - 1) < 0.25


def test_rows_held_back_are_never_shown_and_the_first_are_watched(tmp_path):
    t = small_trainer(tmp_path, replace(small_run(320), held_back=30, watched=5))
    seen, real = set(), t.faces.face
    t.faces.face = lambda i: seen.add(i) or real(i)
    t.run(Budget())
    assert seen and min(seen) >= 30
    assert t.watched.tolist() == [0, 1, 2, 3, 4]


def test_weights_for_another_quantiser_are_refused(tmp_path):
    small_trainer(tmp_path, small_run(16)).save()
    other = replace(SMALL, quantisation=Quantisation('sign'), optimiser='filter-adam')
    with pytest.raises(ValueError, match='scaled-sign'):
        small_trainer(tmp_path, small_run(recipe=other), 'other.pt').load(tmp_path / 'q.pt')


def test_views_of_another_kind_are_refused(tmp_path):
    with pytest.raises(RuntimeError):
        small_trainer(tmp_path, small_run(recipe=replace(SMALL, views=Views('round')))).run(Budget())
