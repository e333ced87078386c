"""A run that was stopped and goes on is the run that was not, to the last bit: in each of its stages."""
import os
import signal
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from made_up import SMALL, hundred, pictures, small, small_run, small_trainer, write_teacher
from lintel_train import calibration, data, folding, onnx_graph, states
from lintel_train.loop import Budget, Machine, Trainer
from lintel_train.nets import Net
from lintel_train.recipes import PAPER, Descent, Front, Quantisation, Run

SLIDING = small_run(320, full_depth=48, front=(80, 128), rest=(96, 192), freeze=224)
KEPT = small_run(400, freeze=0)
# name: (run, the step after which it stops). SLIDING goes 20 steps of 16, KEPT 25: after step 9 its ring of 40 maps has gone round.
STOPS = {
    'at half depth': (SLIDING, 2),
    'between two stages': (SLIDING, 3),
    'while the front slides': (SLIDING, 6),
    'while the rest slides': (SLIDING, 10),
    'one bit': (SLIDING, 13),
    'as the front freezes': (SLIDING, 14),
    'with few maps kept': (SLIDING, 15),
    'with the ring half way round': (KEPT, 11),
    'in a second descent': (replace(KEPT, descents=(Descent(160, 0.03), Descent(240, 0.01))), 17),
    'the paper': (small_run(192, recipe=replace(PAPER, batch=16), descents=(Descent(192, 0.01, 'drops', drops=(0.5,)),)), 5),
    'filter-adam, the clean picture': (small_run(192, 1e-3, replace(SMALL, teacher='clean', optimiser='filter-adam', quantisation=Quantisation('sign'))), 5),
}


def same(a: Trainer, b: Trainer) -> None:
    """Every tensor of the network, of the optimiser, of the head, of what is kept; every count."""
    for key, value in a.net.layer_state().items():
        assert np.array_equal(value.numpy(), b.net.layer_state()[key].numpy(), equal_nan=True), key  # nan: a step of few bits that was never needed
    x, y = a.optimiser.state_dict()['state'], b.optimiser.state_dict()['state']
    assert x.keys() == y.keys()
    for p in x:
        for k, value in x[p].items():
            assert torch.equal(value, y[p][k]) if torch.is_tensor(value) else value == y[p][k], (p, k)
    if a.head:
        assert torch.equal(a.head.fc6.weight, b.head.fc6.weight)
    assert a.place == b.place
    assert a.kept.added == b.kept.added
    if a.kept.size:
        assert torch.equal(a.kept.maps[: a.kept.size], b.kept.maps[: b.kept.size])
        assert torch.equal(a.kept.truth[: a.kept.size], b.kept.truth[: b.kept.size])


def stop_after(trainer: Trainer, steps: int) -> None:
    counted, real = iter(range(1, 10**6)), trainer.step
    trainer.step = lambda *a: (setattr(trainer, 'stopping', next(counted) == steps), real(*a))[1]
    trainer.run(Budget())
    assert trainer.place.step - trainer.place.began_step == steps


@pytest.fixture(scope='module')
def unstopped(tmp_path_factory):
    """-> the trainer of a run that was never stopped; each run is run once."""
    folder, ran = tmp_path_factory.mktemp('unstopped'), []

    def of(run: Run) -> Trainer:
        for trainer in ran:
            if trainer.plan.run == run:
                return trainer
        ran.append(small_trainer(folder, run, 'whole.pt'))
        ran[-1].run(Budget())
        return ran[-1]

    return of


@pytest.mark.parametrize('name', STOPS)
def test_stopped_and_gone_on_is_the_same_to_the_last_bit(tmp_path, unstopped, name):
    run, steps = STOPS[name]
    whole = unstopped(run)
    stop_after(small_trainer(tmp_path, run, 'half.pt'), steps)
    on = small_trainer(tmp_path, run, 'half.pt')
    on.load(tmp_path / 'half.pt')
    on.run(Budget())
    same(on, whole)


def test_in_bfloat16_too_where_the_maps_are(tmp_path):
    half = Machine('cpu', True, '')
    whole = small_trainer(tmp_path, KEPT, 'whole.pt', machine=half)
    whole.run(Budget())
    stop_after(small_trainer(tmp_path, KEPT, 'half.pt', machine=half), 12)
    on = small_trainer(tmp_path, KEPT, 'half.pt', machine=half)
    on.load(tmp_path / 'half.pt')
    on.run(Budget())
    assert on.kept.maps.dtype == torch.bfloat16
    same(on, whole)


@pytest.fixture(scope='module')
def exported(tmp_path_factory) -> Path:
    """A small network as `export.py` writes it, and the state that it was made of."""
    folder = tmp_path_factory.mktemp('exported')
    t = small_trainer(folder, small_run(320, 0.1), 'trained.pt')
    t.run(Budget())
    weights = states.read_weights(folder / 'trained.pt')
    folded = folding.fold(small(), weights.tensors, weights.quantiser)
    raw, _ = pictures(10, 2)
    images = np.stack([data.cv2.resize(p[:, 8:104], (48, 56), interpolation=data.cv2.INTER_AREA) for p in raw])
    model = onnx_graph.build(small(), folded, calibration.calibrate(small(), folded, images), {})
    (folder / 'small.onnx').write_bytes(onnx_graph.serialise(model))
    return folder


def behind(exported: Path, pool: str = 'Pool2', bits: int = 0) -> Run:
    recipe = replace(SMALL, half=(), front=Front(pool, kept=40, fresh=6, filled=20, exported=str(exported / 'small.onnx')), quantisation=Quantisation('scaled-sign', bits=bits))
    return small_run(256, 0.02, recipe, name='behind')


@pytest.mark.parametrize('bits', [0, 2])
def test_behind_an_exported_files_pool_too(tmp_path, exported, bits):
    run = behind(exported, bits=bits)
    started = []
    for name, stop in (('whole.pt', 0), ('half.pt', 7)):
        t = small_trainer(tmp_path, run, name)
        t.load(exported / 'trained.pt')
        started.append(t)
        stop_after(t, stop) if stop else t.run(Budget())
    on = small_trainer(tmp_path, run, 'half.pt')
    on.load(tmp_path / 'half.pt')
    on.run(Budget())
    same(on, started[0])
    assert on.kept.maps.dtype == torch.uint8
    assert on.place.seen == on.place.began + 256
    if bits:
        steps = [m.few.step for m in on.net.weighted(on.back).values()]
        assert len(steps) == 3 and all(s > 0 for s in steps)


@pytest.mark.parametrize('pool', ['Pool1', 'Pool2'])
def test_nothing_in_front_of_the_pool_moves(tmp_path, exported, pool):
    t = small_trainer(tmp_path, behind(exported, pool))
    t.load(exported / 'trained.pt')
    before = {k: v.clone() for k, v in t.net.layer_state().items()}
    t.run(Budget())
    front = {layer for m in t.net.weighted(t.front).values() for layer in (m.layer.weight_key, m.layer.norm_key)}
    for key, value in t.net.layer_state().items():
        stands = key in front or key.rsplit('.', 1)[0] in front
        assert torch.equal(value, before[key]) == stands, key


def test_another_run_begins_where_the_first_ended_its_optimiser_empty(tmp_path):
    first = small_trainer(tmp_path, SLIDING)
    first.run(Budget())
    second = small_trainer(tmp_path, replace(KEPT, name='second'), 'second.pt')
    second.load(tmp_path / 'q.pt')
    assert (second.place.began, second.place.seen, second.place.step) == (320, 320, 20)
    assert not second.optimiser.state_dict()['state']
    assert second.moment(Budget(), second.place).frozen
    second.run(Budget())
    assert second.place.seen == 720


def test_processes_make_the_very_same_views_and_the_teacher_says_the_very_same(tmp_path):
    faces = hundred(write_teacher(tmp_path / 'teacher.onnx'))
    writer = data.ShardWriter(tmp_path / 'shards')
    for i in range(40):
        writer.add(data.cv2.imencode('.png', faces.face(i)[..., ::-1])[1].tobytes(), -1, faces.teacher[i])
    writer.close()
    shards = data.open_set(tmp_path / 'shards')
    made = []
    for workers in (0, 2):
        t = small_trainer(tmp_path, small_run(), faces=shards, machine=Machine('cpu', False, '', workers))
        made.append(t.views.make(3, t.rows))
        if workers:  # Ctrl-C in a terminal reaches them too: they go on until the training process ends them
            for process in t.views.pool._processes:
                os.kill(process, signal.SIGINT)
            made.append(t.views.make(3, t.rows))
        t.close()
    for again in made[1:]:
        assert all(np.array_equal(a, b) for a, b in zip(made[0], again, strict=True))


def test_the_front_of_a_frozen_network_is_what_the_whole_computes(tmp_path):
    net = Net(small(), Quantisation('scaled-sign')).eval()
    front, back = net.cut('Pool2')
    x = torch.rand(3, 3, 56, 48)
    torch.testing.assert_close(net.run(back, net.run(front, x)), net(x))
    with pytest.raises(ValueError):
        net.cut('Pool9')
