"""Learned steps of few levels, and the bit-counting product of `bit_speed.py` where it can be built."""
import numpy as np
import pytest
import torch

import bit_speed
import fewer_bits
from lintel_train import networks
from lintel_train.nets import Net
from train_head import head_of, modules_of


@pytest.mark.parametrize('bits', [8, 4, 2, 1])
def test_a_learned_step_gives_at_most_2_to_the_bits_levels_and_a_gradient_to_both(bits):
    quantise = fewer_bits.LearnedStep(bits)
    x = torch.rand(4, 8, 5, 4, generator=torch.Generator().manual_seed(bits), requires_grad=True)
    y = quantise(x)
    step = quantise.step.item()
    assert step > 0
    levels = (y / step).round()
    assert torch.allclose(y, levels * step, atol=1e-5)
    assert levels.min() == 0 and levels.max() <= 2**bits - 1
    (y * torch.rand(y.shape)).sum().backward()
    assert quantise.step.grad.abs() > 0
    edge = step * (2**bits - 1)
    assert torch.all(x.grad[x > edge + 1e-4] == 0) and torch.all(x.grad[x < edge - 1e-4] > 0)


def test_more_bits_lose_less():
    x = torch.rand(2, 64, 5, 4)
    lost = [(fewer_bits.LearnedStep(bits)(x) - x).square().mean().item() for bits in (1, 2, 4, 8)]
    assert lost == sorted(lost, reverse=True)


def test_every_weighted_layer_of_the_head_gets_a_step_and_uses_it():
    net = Net(networks.load('Q')).eval()
    head = head_of(net)
    layers = [m for part in modules_of(net, head) for m in part.modules() if hasattr(m, 'bn')]
    steps = fewer_bits.quantised(net, head, 2)
    assert len(steps) == len(layers)
    seen = []
    for layer in layers:
        layer.register_forward_pre_hook(lambda m, inputs: seen.append(len(torch.unique(inputs[0]))))
    net.run(head, torch.rand(1, 512, 5, 4) * 3)
    assert len(seen) == len(layers) and max(seen) <= 4


@pytest.mark.parametrize('bits', [4, 2, 1])
def test_counting_bits_is_the_plain_product(tmp_path, bits):
    library = bit_speed.build(str(tmp_path))
    if library is None:
        pytest.skip('no compiler, or no AVX-512 VPOPCNTDQ')
    rng = np.random.RandomState(bits)
    levels, signs = rng.randint(0, 2**bits, (6, 700)), rng.rand(8, 700) < 0.5
    np.testing.assert_array_equal(bit_speed.product(library, bit_speed.planes_of(levels, bits), bit_speed.packed(signs)), levels @ np.where(signs, 1, -1).T)
