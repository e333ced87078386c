"""The drafts' states, both forms, read as this project's: on a made-up small network."""
import numpy as np
import pytest
import torch
from made_up import small
from lintel_train import folding, states
from lintel_train.drafts import read_draft
from lintel_train.nets import Net
from lintel_train.recipes import Quantisation


def made_up_draft(folder):
    """-> (q.pt, q.npz, settled-bn.npz, the network that they are of): written as the draft writes them."""
    torch.manual_seed(4)
    net = Net(small(), Quantisation('scaled-sign'))
    kept, packed, settled = {}, {'c/step': np.array(9), 'c/seen': np.array(1440), 'c/spent': np.array(2.5)}, {}
    for layer in net.network.weighted():
        at, module = f'm.{layer.name.replace(".", "_")}', net.weighted()[layer.name]
        kept[f'{at}.w'] = module.w.detach()
        rows = module.w.detach().numpy().reshape(layer.outputs, -1)
        if layer.one_bit:
            scale = np.abs(rows).max(1) / 127
            packed[f'{at}.w/q'] = np.rint(rows / scale[:, None]).astype(np.int8).reshape(module.w.shape)
            packed[f'{at}.w/s'] = scale
        else:
            packed[f'{at}.w'] = module.w.detach().numpy()
        for k, v in module.bn.state_dict().items():
            kept[f'{at}.bn.{k}'] = v
            packed[f'{at}.bn.{k}'] = v.numpy()
        settled[f'{at}.bn.running_mean'] = np.full(layer.outputs, 0.25, np.float32)
    torch.save({'net': kept, 'cnt': {'step': 9, 'seen': 1440, 'spent': 2.5}, 'args': {'lr': 0.006}}, folder / 'q.pt')
    np.savez_compressed(folder / 'q.npz', **packed)
    np.savez_compressed(folder / 'settled-bn.npz', **settled)
    return folder / 'q.pt', folder / 'q.npz', folder / 'settled-bn.npz', net


def test_both_forms_hold_the_network(tmp_path):
    kept, packed, settled, net = made_up_draft(tmp_path)
    exact, near = read_draft(kept, net.network), read_draft(packed, net.network)
    state = net.layer_state()
    assert exact.counters == near.counters == {'step': 9, 'seen': 1440, 'spent': 2.5}
    assert exact.quantiser == near.quantiser == 'scaled-sign'
    assert exact.tensors.keys() == near.tensors.keys() == state.keys()
    for key, value in state.items():
        np.testing.assert_array_equal(exact.tensors[key], value.numpy())
        np.testing.assert_allclose(near.tensors[key], value.numpy(), atol=float(value.abs().max()) / 127)
    with_settled = read_draft(packed, net.network, settled)
    assert (with_settled.tensors['c1b.bn.running_mean'] == 0.25).all()
    np.testing.assert_array_equal(with_settled.tensors['c1b.bn.running_var'], near.tensors['c1b.bn.running_var'])


def test_what_was_converted_computes_what_the_draft_did(tmp_path):
    kept, *_, net = made_up_draft(tmp_path)
    weights = read_draft(kept, net.network)
    states.write_exact(tmp_path / 'own.pt', {'net': {k: torch.from_numpy(v.copy()) for k, v in weights.tensors.items()}, 'quantiser': weights.quantiser, **weights.counters})
    back = states.read_weights(tmp_path / 'own.pt')
    folded = folding.fold(net.network, back.tensors, back.quantiser)['Conv1b']
    module = net.weighted()['Conv1b']
    alpha = module.w.detach().abs().flatten(1).mean(1).numpy()
    np.testing.assert_allclose(folded.gain, alpha / np.sqrt(1 + folding.EPS), rtol=1e-6)  # batch norm as it begins: gain 1, variance 1


def test_a_state_that_lacks_a_layer_or_its_counters_is_refused(tmp_path):
    kept, packed, *_, net = made_up_draft(tmp_path)
    content = dict(np.load(packed))
    np.savez(tmp_path / 'a.npz', **{k: v for k, v in content.items() if k != 'm.Conv2.w/q'})
    np.savez(tmp_path / 'b.npz', **{k: v for k, v in content.items() if k != 'c/seen'})
    with pytest.raises(KeyError):
        read_draft(tmp_path / 'a.npz', net.network)
    with pytest.raises(ValueError, match='no seen'):
        read_draft(tmp_path / 'b.npz', net.network)
