"""Kept states: exact ones lose nothing, travelling ones fit a carry and lose so little that the loss is soon back."""
import numpy as np
import pytest
import torch
from made_up import small, small_run, small_trainer
from lintel_train import networks, states, watching
from lintel_train.loop import Budget, Trainer

COUNTERS = {'step': 7, 'seen': 70, 'spent': 1.5}


def loss(t: Trainer) -> float:
    """Of plain views of the faces that are trained on."""
    z = torch.nn.functional.normalize(watching.embeddings(t, t.rows))
    return float((1 - (z * (t.target[t.rows] @ t.lifted.T)).sum(1)).mean())


def test_a_travelling_state_keeps_signs_and_nearly_the_rest(tmp_path):
    network, rng = small(), np.random.RandomState(0)
    tensors = {'c1a.w': rng.normal(size=(8, 3, 3, 3)).astype(np.float32), 'c1b.w': rng.normal(size=(8, 8, 3, 3)).astype(np.float32)}
    tensors['c1b.w'][0, 0, 0, 0] = 1e-9
    tensors['c1b.w'][0, 0, 0, 1] = -1e-9
    states.write_travelling(tmp_path, network, states.Weights(tensors, COUNTERS, 'scaled-sign', 'slide'))
    read = states.read_weights(tmp_path)
    back = read.tensors
    assert (read.counters, read.quantiser, read.run) == (COUNTERS, 'scaled-sign', 'slide')
    np.testing.assert_array_equal(back['c1a.w'], tensors['c1a.w'])
    np.testing.assert_array_equal(back['c1b.w'] >= 0, tensors['c1b.w'] >= 0)
    rows = np.abs(tensors['c1b.w']).reshape(8, -1).max(1)
    assert (np.abs(back['c1b.w'] - tensors['c1b.w']).reshape(8, -1).max(1) <= rows / 127 + 1e-7).all()


def test_q_whole_travels_in_48_mib_and_files_of_15(tmp_path):
    network, rng = networks.load('Q'), np.random.RandomState(0)
    tensors = {}
    for layer in network.weighted():
        shape = (layer.outputs, layer.inputs) if layer.kind == 'fc' else (layer.outputs, layer.inputs, 3, 3)
        tensors[layer.weight_key] = rng.uniform(-0.01, 0.01, shape).astype(np.float32)  # harder to compress than latents are
        for k in ('weight', 'bias', 'running_mean', 'running_var'):
            tensors[f'{layer.norm_key}.{k}'] = np.ones(layer.outputs, np.float32)
    files = states.write_travelling(tmp_path, network, states.Weights(tensors, COUNTERS))
    assert max(f.stat().st_size for f in files) <= 15 * 2**20
    assert sum(f.stat().st_size for f in files) <= 48 * 2**20
    back = states.read_weights(tmp_path).tensors
    assert back.keys() == tensors.keys()
    assert all(back[k].shape == tensors[k].shape and (np.abs(back[k] - tensors[k]) <= 1e-4).all() for k in tensors)


def test_an_older_longer_state_leaves_no_files_behind(tmp_path):
    (tmp_path / 'state-07.npz').write_bytes(b'old')
    states.write_travelling(tmp_path, small(), states.Weights({'c1a.w': np.ones((8, 3, 3, 3), np.float32)}, COUNTERS))
    assert [f.name for f in tmp_path.iterdir()] == ['state-00.npz']


def test_what_is_no_state_is_refused(tmp_path):
    with pytest.raises(ValueError, match='no state'):
        states.read_weights(tmp_path)
    with pytest.raises(ValueError, match='neither'):
        states.read_weights(tmp_path / 'q.onnx')


def test_the_loss_is_back_within_60_steps_of_a_travelling_state(tmp_path):
    run = small_run(960, 0.06)
    first = small_trainer(tmp_path, run)
    start = loss(first)
    first.run(Budget())
    reached = loss(first)
    assert reached < 0.85 * start
    first.save_travelling(tmp_path / 'travelling')
    second = small_trainer(tmp_path, run, 'second.pt')
    second.load(tmp_path / 'travelling')
    assert (second.place.seen, second.place.began, second.spent) == (960, 960, first.spent)
    second.run(Budget())
    assert second.place.step == first.place.step + 60
    assert loss(second) <= reached * 1.02
