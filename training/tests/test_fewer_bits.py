"""Learned steps of few levels, and the bit-counting product of `bit_speed.py` where it can be built."""
import numpy as np
import pytest
import torch

import bit_speed
from made_up import small
from lintel_train.few_bits import LearnedStep
from lintel_train.nets import Net
from lintel_train.recipes import Quantisation


@pytest.mark.parametrize('bits', [8, 4, 2, 1])
def test_a_learned_step_gives_at_most_2_to_the_bits_levels_and_a_gradient_to_both(bits):
    quantise = LearnedStep(bits)
    x = torch.rand(4, 8, 5, 4, generator=torch.Generator().manual_seed(bits), requires_grad=True)
    y = quantise(x)
    step = quantise.step
    assert step > 0
    levels = (y / step).round()
    assert torch.allclose(y, levels * step, atol=1e-5)
    assert levels.min() == 0 and levels.max() <= 2**bits - 1
    (y * torch.rand(y.shape)).sum().backward()
    assert quantise.log.grad.abs() > 0
    edge = step * (2**bits - 1)
    assert torch.all(x.grad[x > edge + 1e-4] == 0) and torch.all(x.grad[x < edge - 1e-4] > 0)


def test_more_bits_lose_less():
    x = torch.rand(2, 64, 5, 4)
    lost = [(LearnedStep(bits)(x) - x).square().mean().item() for bits in (1, 2, 4, 8)]
    assert lost == sorted(lost, reverse=True)


def test_every_one_bit_layer_gets_a_step_and_uses_it():
    net = Net(small(), Quantisation('scaled-sign', bits=2)).train()
    layers = [m for m in net.weighted().values() if m.layer.one_bit]
    assert [m for m in net.weighted().values() if m.few] == layers
    seen = []
    for layer in layers:
        layer.few.register_forward_hook(lambda m, inputs, output: seen.append(len(torch.unique(output))))
    net(torch.rand(2, 3, 56, 48))
    assert len(seen) == len(layers) and max(seen) <= 4
    assert all(f'{m.layer.norm_key}.step' in net.layer_state() and m.few.step > 0 for m in layers)


@pytest.mark.parametrize('bits', [4, 2, 1])
def test_counting_bits_is_the_plain_product(tmp_path, bits):
    library = bit_speed.build(str(tmp_path))
    if library is None:
        pytest.skip('no compiler, or no AVX-512 VPOPCNTDQ')
    rng = np.random.RandomState(bits)
    levels, signs = rng.randint(0, 2**bits, (6, 700)), rng.rand(8, 700) < 0.5
    np.testing.assert_array_equal(bit_speed.product(library, bit_speed.planes_of(levels, bits), bit_speed.packed(signs)), levels @ np.where(signs, 1, -1).T)


def test_the_gradients_are_those_of_the_plain_formula():
    """Rounding passed over: levels + (round(levels) - levels) without a gradient of its own."""
    x = (torch.rand(3, 4, 5, 4) * 3).requires_grad_()
    quantise = LearnedStep(2)
    quantise(x)
    weights, found = torch.randn(x.shape), []
    for plainly in (False, True):
        x.grad = quantise.log.grad = None
        step = quantise.log.exp()
        levels = (x / step).clamp(0, 3)
        y = (levels + (levels.round() - levels).detach()) * step if plainly else quantise(x)
        (y * weights).sum().backward()
        found.append((y.detach(), x.grad, quantise.log.grad))
    for a, b in zip(*found, strict=True):
        torch.testing.assert_close(a, b, rtol=1e-4, atol=1e-5)
