"""The networks that are built are the paper's: parameters, shapes, order of a block."""
import pytest
import torch
from made_up import small
from lintel_train import networks
from lintel_train.nets import Net
from lintel_train.recipes import Quantisation


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


def test_one_row_a_picture():
    assert Net(small())(torch.randn(2, 3, 56, 48)).shape == (2, 32)


def test_half_depth_leaves_units_out():
    net, x = Net(small(), half=('Conv2_1',)).eval(), torch.randn(2, 3, 56, 48)
    whole = net(x)
    net.whole = False
    part = net(x)
    for left_out in ('Conv2_2', 'Conv3_1'):
        net.steps[left_out].requires_grad_(False).apply(lambda m: torch.nn.init.zeros_(m.weight) if hasattr(m, 'weight') else None)
        net.weighted()[f'{left_out}.2'].bn.bias.data.zero_()
    net.whole = True
    assert not torch.equal(whole, part)
    torch.testing.assert_close(net(x), part)  # a unit that adds nothing is one that is left out


def test_weights_slide_the_front_on_its_own():
    net = Net(small(), Quantisation('scaled-sign'))
    net.slide('Pool2', 0.5, 0.0)
    front, back = (net.weighted()[n] for n in ('Conv1b', 'Fc5'))
    assert torch.equal(back.weights(), back.w)
    alpha = front.w.abs().mean((1, 2, 3), keepdim=True)
    torch.testing.assert_close(front.weights(), 0.5 * front.w + 0.5 * alpha * torch.where(front.w >= 0, 1.0, -1.0))
    assert torch.equal(net.weighted()['Conv1a'].weights(), net.weighted()['Conv1a'].w)
    net.slide('Pool2', 1.0, 1.0)
    for module in (front, back):
        assert all(len(f.abs().unique()) == 1 for f in module.weights())


def test_a_frozen_front_stays_in_evaluation():
    net = Net(small()).train()
    net.freeze('Pool2')
    net.train()
    assert not net.weighted()['Conv2'].bn.training and net.weighted()['Conv3_1.1'].bn.training
    before = net.weighted()['Conv2'].bn.running_mean.clone()
    net(torch.randn(2, 3, 56, 48)).sum().backward()
    assert torch.equal(before, net.weighted()['Conv2'].bn.running_mean)
    assert net.weighted()['Conv2'].w.grad is None and net.weighted()['Fc5'].w.grad is not None


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
