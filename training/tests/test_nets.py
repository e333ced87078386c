"""The networks that are built are the paper's: parameters, shapes, order of a block."""
import pytest
import torch
from made_up import small
from lintel_train import networks
from lintel_train.nets import Net, Quantisation


@pytest.mark.parametrize(('name', 'weights'), [('A', 32_770_912), ('B', 34_687_840), ('C', 46_005_088), ('Q', 46_005_088)])
def test_weights_without_fc6_are_the_papers(name, weights):
    network = networks.load(name)
    with torch.device('meta'):
        net = Net(network, Quantisation('sign' if name == 'Q' else 'float'))
    assert sum(m.w.numel() for m in net.weighted().values()) == weights
    assert network.last_map == (5, 4)
    assert network.embedding == 1024
    assert weights + network.embedding * network.classes in (43_599_712, 45_516_640, 56_833_888)


def test_only_the_first_layer_of_q_is_float():
    assert [layer.name for layer in networks.load('Q').weighted() if not layer.one_bit] == ['Conv1a']


@pytest.mark.parametrize('size', [(112, 96), (64, 48)])
def test_any_size_gives_one_row_a_picture(size):
    net = Net(small())
    assert net(torch.randn(2, 3, *size)).shape == (2, 32)


def test_plain_block_ends_with_the_activation():
    net = Net(small()).eval()
    assert (net.steps['Conv1b'](torch.randn(1, 8, 10, 10)) >= 0).all()


def test_reordered_block_convolves_signs_and_ends_with_batch_norm():
    net = Net(small(), Quantisation('xnor', 'bnn', 'reordered')).eval()
    block = net.steps['Conv1b']
    x = torch.randn(1, 8, 10, 10)
    torch.testing.assert_close(block(x), block(x * 5))  # only the signs of what comes in matter
    assert (block(x) < 0).any()
    first = net.steps['Conv1a'](torch.randn(1, 3, 10, 10))  # float: conv -> batch norm -> activation, as ever
    assert set(first.unique().tolist()) <= {-1.0, 1.0}


def test_state_names_are_those_of_networks_json():
    net = Net(small())
    assert {'c1a.w', 'c1b.bn.running_var', 'stages.0.0.cs.1.w', 'trans.0.bn.bias', 'fc', 'bnf.weight'} <= set(net.layer_state())


def test_a_state_of_another_shape_is_refused():
    net = Net(small())
    state = dict(net.layer_state())
    with pytest.raises(ValueError, match='c1b.w'):
        net.load_layer_state({**state, 'c1b.w': torch.zeros(8, 4, 3, 3)})
    with pytest.raises(KeyError):
        net.load_layer_state({k: v for k, v in state.items() if k != 'fc'})
