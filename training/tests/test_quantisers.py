"""Each quantiser, forward and backward, against examples worked out by hand."""
import pytest
import torch
from lintel_train import quantisers as q


def run(function, values, gradient):
    """-> output and the gradient at the input, when the gradient at the output is `gradient`."""
    x = torch.tensor(values, dtype=torch.float32, requires_grad=True)
    y = function(x)
    y.backward(torch.tensor(gradient, dtype=torch.float32))
    return y.detach(), x.grad


def close(tensor, values):
    torch.testing.assert_close(tensor, torch.tensor(values, dtype=torch.float32), atol=1e-6, rtol=1e-6)


def test_sign_of_zero_is_plus_one():
    close(q.sign(torch.tensor([-2.0, -0.0, 0.0, 3.0])), [-1, 1, 1, 1])


def test_bnn_passes_the_gradient_where_the_latent_is_at_most_one():
    y, g = run(q.bnn, [-1.5, -1.0, -0.2, 0.0, 1.0, 1.01], [1, 2, 3, 4, 5, 6])
    close(y, [-1, -1, -1, 1, 1, 1])
    close(g, [0, 2, 3, 4, 5, 0])


def test_straight_through_passes_every_gradient():
    y, g = run(q.sign_through, [-3.0, 0.5], [7, 8])
    close(y, [-1, 1])
    close(g, [7, 8])


def test_straight_through_makes_bfloat16_under_autocast():
    w = torch.tensor([-0.5, 0.5], requires_grad=True)
    with torch.autocast('cpu', dtype=torch.bfloat16):
        y = q.sign_through(w)
    assert y.dtype == torch.bfloat16
    y.sum().backward()
    assert w.grad.dtype == torch.float32


def test_a_scaled_sign_slides_from_the_latent_to_the_mean_of_its_filter():
    w = torch.tensor([[0.6, -0.2], [0.0, -1.0]], requires_grad=True)
    close(q.scaled_sign(w, torch.tensor(0.0)).detach(), [[0.6, -0.2], [0.0, -1.0]])
    close(q.scaled_sign(w, torch.tensor(0.5)).detach(), [[0.5, -0.3], [0.25, -0.75]])
    close(q.scaled_sign(w, torch.tensor(1.0)).detach(), [[0.4, -0.4], [0.5, -0.5]])
    close(q.scaled_sign(w).detach(), [[0.4, -0.4], [0.5, -0.5]])
    q.scaled_sign(w, torch.tensor(0.7)).backward(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    close(w.grad, [[1, 2], [3, 4]])


@pytest.mark.parametrize('name', ['sign', 'bnn', 'scaled-sign', 'xnor', 'dorefa-1'])
def test_the_scale_of_a_quantiser_is_what_it_multiplies_signs_by(name):
    w = torch.randn(4, 3, 3, 3)
    torch.testing.assert_close(q.weight_quantiser(name)(w), q.sign(w) * q.scale_of(name, w).view(-1, 1, 1, 1))


def test_xnor_weights_scale_by_the_mean_of_the_filter():
    # two filters of four: alpha = (0.5 + 1 + 1.5 + 1) / 4 = 1 and (2 + 2 + 0 + 0) / 4 = 1; of the second, sign(0) = +1
    y, g = run(q.xnor_weights, [[0.5, -1.0, 1.5, -1.0], [2.0, -2.0, 0.0, 0.0]], [[1, 1, 1, 1], [4, 4, 4, 4]])
    close(y, [[1, -1, 1, -1], [1, -1, 1, 1]])
    # gradient * (1/4 + alpha * [|w| <= 1])
    close(g, [[1.25, 1.25, 0.25, 1.25], [1, 1, 5, 5]])


def test_xnor_weights_of_unequal_scale():
    y, _ = run(q.xnor_weights, [[0.1, -0.3]], [[0, 0]])
    close(y, [[0.2, -0.2]])


def test_xnor_inputs_scale_by_the_mean_over_channels():
    # one image, two channels, one row of two places: beta = (|1| + |-3|) / 2 = 2 and (|-0.5| + |0.5|) / 2 = 0.5
    y, g = run(q.xnor_inputs, [[[[1.0, -0.5]], [[-3.0, 0.5]]]], [[[[1, 1]], [[1, 1]]]])
    close(y, [[[[2, -0.5]], [[-2, 0.5]]]])
    close(g, [[[[2, 0.5]], [[0, 0.5]]]])


def test_dorefa_one_bit_weights_are_the_sign_times_the_mean_of_the_layer():
    y, g = run(lambda w: q.dorefa_weights(w, 1), [[0.5, -1.5], [1.0, -1.0]], [[1, 1], [1, 1]])
    close(y, [[1, -1], [1, -1]])
    close(g, [[1, 1], [1, 1]])
    y, _ = run(lambda w: q.dorefa_weights(w, 1), [0.2, -0.4], [1, 1])
    close(y, [0.3, -0.3])


def test_dorefa_two_bit_weights():
    # tanh(w) / max = -1, -1/3, 0, 1 for w = atanh of 0.9 * those; /2 + 1/2 = 0, 1/3, 1/2, 1; three steps: 0, 1, 1.5 -> 2, 3; 2 q - 1
    t = torch.tensor([-0.9, -0.3, 0.0, 0.9])
    y, g = run(lambda w: q.dorefa_weights(w, 2), torch.atanh(t).tolist(), [1, 1, 1, 1])
    close(y, [-1, -1 / 3, 1 / 3, 1])
    close(g, ((1 - t**2) / 0.9).tolist())  # 2 * 1/(2 max) * (1 - tanh^2)


def test_dorefa_activations_of_one_and_two_bits():
    y, g = run(lambda x: q.dorefa_activations(x, 1), [-0.3, 0.4, 0.5, 0.9, 1.7], [1, 1, 1, 1, 1])
    close(y, [0, 0, 1, 1, 1])
    close(g, [0, 1, 1, 1, 0])
    y, _ = run(lambda x: q.dorefa_activations(x, 2), [0.1, 0.2, 0.49, 0.51, 0.9], [1, 1, 1, 1, 1])
    close(y, [0, 1 / 3, 1 / 3, 2 / 3, 1])


def test_eight_bits_are_nearly_nothing():
    x = torch.linspace(0, 1, 100)
    assert (q.dorefa_activations(x, 8) - x).abs().max() <= 0.5 / 255 + 1e-7


@pytest.mark.parametrize('name', ['sign', 'scaled-sign', 'bnn', 'xnor', 'dorefa-1', 'dorefa-4', 'float'])
def test_weight_quantisers_are_found_by_name(name):
    w = torch.randn(4, 3, 3, 3)
    assert q.weight_quantiser(name)(w).shape == w.shape


@pytest.mark.parametrize('name', ['relu', 'bnn', 'xnor', 'dorefa-2'])
def test_activations_are_found_by_name(name):
    x = torch.randn(2, 3, 4, 4)
    assert q.activation_quantiser(name)(x).shape == x.shape


@pytest.mark.parametrize('name', ['ternary', 'dorefa-0', 'dorefa-9'])
def test_other_names_are_refused(name):
    with pytest.raises(ValueError):
        q.weight_quantiser(name)
