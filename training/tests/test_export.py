"""Folding, calibration and the ONNX file, on a small network with random weights and awkward batch norms."""
import numpy as np
import onnx
import pytest
import torch
from made_up import pictures, small
from lintel_train import calibration, card, embedding, folding, onnx_graph, selfcheck
from lintel_train.nets import Net
from lintel_train.recipes import Quantisation
from lintel_train.views import plain


def awkward(quantiser: str = 'sign'):
    """A network whose batch norms have gains of both signs and running values that fit its pictures."""
    torch.manual_seed(3)
    network = small()
    net = Net(network, Quantisation(quantiser))
    raw, _ = pictures(10, 4)
    images = np.stack([plain(face, network.height, network.width) for face in raw])
    x = torch.from_numpy((images.astype(np.float32) - 127.5) / 128).permute(0, 3, 1, 2)
    for module in net.weighted().values():
        torch.nn.init.uniform_(module.bn.weight, -1, 1)
        torch.nn.init.normal_(module.bn.bias, std=0.3)
        module.bn.momentum = None
    net.train()
    with torch.no_grad():
        net(x)
    net.eval()
    folded = folding.fold(network, {k: v.detach().numpy() for k, v in net.layer_state().items()}, quantiser)
    return network, net, folded, images, x


@pytest.fixture(scope='module')
def trained():
    return awkward()


@pytest.mark.parametrize('quantiser', ['sign', 'bnn', 'scaled-sign', 'xnor', 'dorefa-1'])
def test_folded_is_the_network_in_evaluation_whatever_its_signs_are_scaled_by(quantiser):
    network, net, folded, images, x = awkward(quantiser)
    with torch.no_grad():
        expected = net(x).numpy()
    np.testing.assert_allclose(calibration.Folded(network, folded)(images), expected, atol=2e-4, rtol=1e-4)
    assert all((layer.gain > 0).all() and set(np.unique(layer.values)) <= {-1, 1} for layer in folded.values() if layer.one_bit)


def test_weights_of_more_bits_are_not_folded_to_signs():
    with pytest.raises(ValueError, match='not one bit'):
        awkward('dorefa-2')


def test_float_file_equals_pytorch(trained):
    network, _, folded, images, _ = trained
    run = embedding.session(onnx_graph.serialise(onnx_graph.build_float(network, folded, {})))
    assert embedding.cosines(run(images), calibration.Folded(network, folded)(images)).min() > 0.99999


def test_int8_file_equals_the_slow_twin_and_is_near_to_float(trained):
    network, _, folded, images, _ = trained
    steps = calibration.calibrate(network, folded, images)
    run = embedding.session(onnx_graph.serialise(onnx_graph.build(network, folded, steps, {'lintel.format': '1'})))
    out = run(images)
    twin = embedding.cosines(out, calibration.Folded(network, folded, steps)(images))
    assert twin.mean() > 0.999 and twin.min() > 0.997  # a rounding that falls the other way goes on through nine layers
    assert embedding.cosines(out, calibration.Folded(network, folded)(images)).min() > 0.99


def test_equal_input_gives_equal_bytes_and_a_valid_file(trained):
    network, _, folded, images, _ = trained
    steps = calibration.calibrate(network, folded, images[:8])
    first, second = (onnx_graph.serialise(onnx_graph.build(network, folded, steps, {'lintel.format': '1', 'lintel.network': 'Q'})) for _ in range(2))
    assert first == second
    model = onnx.load_from_string(first)
    onnx.checker.check_model(model)
    assert {p.key: p.value for p in model.metadata_props} == {'lintel.format': '1', 'lintel.network': 'Q'}
    packed = {t.name: len(t.raw_data) for t in model.graph.initializer if t.name.endswith('/bits')}
    units = {f'{unit}.{k}/bits': size for unit, size in (('Conv2_1', 72), ('Conv2_2', 72), ('Conv3_1', 288)) for k in (1, 2)}
    assert packed == {'Conv1b/bits': 72, **units, 'Conv2/bits': 144, 'Fc5/bits': 16 * 12 * 10 * 32 // 8}


def test_a_dead_filter_keeps_a_finite_bias(trained):
    network, net, _, images, _ = trained
    state = {k: v.detach().numpy().copy() for k, v in net.layer_state().items()}
    state['c1b.bn.weight'][0] = 0
    folded = folding.fold(network, state)
    steps = calibration.calibrate(network, folded, images[:8])
    out = embedding.session(onnx_graph.serialise(onnx_graph.build(network, folded, steps, {})))(images[:4])
    assert np.isfinite(out).all()
    assert embedding.cosines(out, calibration.Folded(network, folded)(images[:4])).min() > 0.97  # noise weighs more without it: this asks only that nothing overflows


def test_best_step_clips_an_outlier_and_keeps_a_flat_range():
    counts = np.zeros(calibration.BINS)
    counts[: calibration.BINS // 4] = 1000
    counts[-1] = 1
    assert calibration.best_step(counts, 100.0) < 0.5 * 100 / 255
    assert calibration.best_step(np.ones(calibration.BINS), 100.0) > 0.9 * 100 / 255


def test_self_check_pictures_never_change():
    made = selfcheck.pictures()
    assert made.shape == (8, 112, 96, 3)
    import hashlib

    assert hashlib.sha256(made.tobytes()).hexdigest() == '1b5b78dcfe1cc1a3b66d9dc3a7bf1abdce0fb3b649fadc1517c026a9bb261081'


def test_card_names_the_bytes():
    name, digest = card.identity('Q', b'abc')
    assert digest == 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    assert name == 'q-ba7816bf8f01'
    assert card.floats(np.array([1.0, -2.0])) == 'AACAPwAAAMA='
