"""A rehearsal on a hundred made-up faces: it learns, stops when told, and goes on to the last bit."""
import os
import signal
import threading
import time

import numpy as np
import pytest
import torch
from made_up import hundred, small
from lintel_train.loop import Budget, Trainer
from lintel_train.nets import Quantisation
from lintel_train.recipes import DISTIL, PAPER, Phase, changed, parse_phases, phase_at, rate_at

SHORT = changed(DISTIL, phases=(Phase(48, 40, 16, 0.5), Phase(64, 48, 12)), steps=12, bank=40, apart=10, warm=4)


def trainer(path, recipe=SHORT, **more):
    return Trainer(small(), recipe, hundred(), path, bf16=False, say=more.pop('say', lambda s: None), **more)


def same(a: Trainer, b: Trainer) -> bool:
    x, y = a.net.layer_state(), b.net.layer_state()
    moments = zip(a.optimiser.state_dict()['state'].values(), b.optimiser.state_dict()['state'].values(), strict=True)
    return all(torch.equal(x[k], y[k]) for k in x) and all(torch.equal(m[k], n[k]) if torch.is_tensor(m[k]) else m[k] == n[k] for m, n in moments for k in m)


@pytest.mark.parametrize('recipe', [SHORT, changed(PAPER, phases=(Phase(48, 40, 16),), steps=12)], ids=['distil', 'paper'])
def test_stopped_and_gone_on_is_the_same_to_the_last_bit(tmp_path, recipe):
    whole = trainer(tmp_path / 'whole.pt', recipe)
    whole.run(Budget())
    assert whole.counters['step'] == 12
    half = trainer(tmp_path / 'half.pt', recipe)
    steps = iter(range(100))
    real = half.step
    half.step = lambda *a: (setattr(half, 'stopping', next(steps) == 4), real(*a))[1]
    half.run(Budget())
    assert half.counters['step'] == 5
    on = trainer(tmp_path / 'half.pt', recipe)
    on.load(tmp_path / 'half.pt')
    on.run(Budget())
    assert on.counters['seen'] == whole.counters['seen']
    assert same(on, whole)


def test_processes_make_the_very_same_views(tmp_path):
    from lintel_train import data
    from lintel_train.feeding import Feeder

    import cv2

    raw = hundred()
    writer = data.ShardWriter(tmp_path / 'shards')
    for i in range(20):
        writer.add(cv2.imencode('.png', raw.face(i)[..., ::-1])[1].tobytes())
    writer.close()
    faces = data.open_set(tmp_path / 'shards')
    batches = []
    for workers in (0, 2):
        feeder = Feeder(faces, 'wide', 1, data.Order(np.arange(20)), 3, 5, lambda step: Phase(48, 40, 7), workers)
        rows, x = next(iter(feeder))
        feeder.close()
        batches.append((rows, x))
    assert np.array_equal(batches[0][0], batches[1][0])
    assert torch.equal(batches[0][1], batches[1][1])


def test_a_time_budget_ends_it_cleanly(tmp_path):
    said = []
    t = trainer(tmp_path / 'q.pt', changed(SHORT, steps=10**6), say=said.append)
    begun = time.monotonic()
    t.run(Budget(minutes=0.03))
    assert time.monotonic() - begun < 20
    assert t.counters['step'] > 0
    assert said[-1].startswith('stopped at step')
    assert (tmp_path / 'q.pt').exists()
    assert not (tmp_path / 'q.new').exists()


def test_a_schedule_by_time_ends_with_the_budget(tmp_path):
    t = trainer(tmp_path / 'q.pt', changed(SHORT, steps=10**6))
    t.run(Budget(minutes=10, schedule_minutes=0.03))
    assert t.progress(Budget(schedule_minutes=0.03)) >= 1


def test_sigterm_stops_after_the_step_in_hand(tmp_path):
    t = trainer(tmp_path / 'q.pt', changed(SHORT, steps=10**6))
    threading.Timer(1.0, lambda: os.kill(os.getpid(), signal.SIGTERM)).start()
    t.run(Budget(minutes=1))
    assert (tmp_path / 'q.pt').exists()
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_it_says_how_fast_and_how_long(tmp_path):
    said = []
    trainer(tmp_path / 'q.pt', changed(SHORT, steps=20), say=said.append).run(Budget())
    assert any('img/s' in s and 'min left' in s and 'cosine' in s for s in said)


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
    recipe = changed(PAPER, quantisation=quantisation, phases=(Phase(48, 40, 25),), steps=40, lr=0.02, dropout=0.1)
    t = trainer(tmp_path / 'q.pt', recipe)
    assert len(t.watched) == 40  # two of each of twenty people
    losses = []
    real = t.step
    t.step = lambda *a: losses.append(real(*a)) or losses[-1]
    t.run(Budget())
    assert np.mean([told['loss'] for told in losses[-5:]]) < np.mean([told['loss'] for told in losses[:5]]) - 0.3
    assert 'named rightly' in t.watch()


def test_latents_stay_within_one(tmp_path):
    t = trainer(tmp_path / 'q.pt', changed(SHORT, lr=0.5, steps=6, warm=0))
    t.run(Budget())
    assert all(m.w.abs().max() <= 1 for m in t.net.weighted().values() if m.layer.one_bit)
    assert t.net.weighted()['Conv1a'].w.abs().max() > 1


def test_settling_gives_batch_norm_the_means_of_what_it_sees(tmp_path):
    t = trainer(tmp_path / 'q.pt', changed(SHORT, steps=3))
    t.run(Budget())
    before = t.net.weighted()['Fc5'].bn.running_mean.clone()
    t.settle(4)
    bn = t.net.weighted()['Fc5'].bn
    assert not torch.equal(before, bn.running_mean)
    assert bn.momentum == 0.05
    z = t.embeddings(t.rows)
    assert z.mean().abs() < 0.15  # centred
    assert abs((z / bn.weight.detach()).std() - 1) < 0.25


def test_the_papers_schedule():
    rates = [rate_at(PAPER, share, 10**6) for share in (0, 0.39, 0.4, 0.69, 0.7, 0.9, 0.99)]
    np.testing.assert_allclose(rates, [1e-2, 1e-2, 1e-3, 1e-3, 1e-4, 1e-5, 1e-5])
    assert (PAPER.steps, PAPER.phases[0].batch, PAPER.dropout) == (1_000_000, 64, 0.5)


def test_sizes_are_parsed_and_followed():
    recipe = changed(DISTIL, phases=parse_phases('64x48x8:.25,112x96x4:1'))
    assert phase_at(recipe, 0.2) == Phase(64, 48, 8, 0.25)
    assert phase_at(recipe, 0.25).height == phase_at(recipe, 1.5).height == 112
    with pytest.raises(ValueError):
        parse_phases('64x48x8:.25')
