"""Activations of 8, 4, 2 and 1 bits, trained for: the head (Conv5_x and Fc5) once for each, from the same start, on the same features in the same order.

    python training/fewer_bits.py --model resources/model/q.onnx --state ../training-state/q-head.pt --faces ../training-data/faces.u8 \
        --targets ../training-data/teacher.npy --dev ../training-data/dev.u8 --steps 150

The paper's future work. Each input of a one-bit layer of the head is rounded to 2^k levels, 0 included, by a step that is learned with the weights (LSQ: Esser
et al. 2020, arXiv 1902.08153); sums of residual units keep their precision, as in Bi-Real Net (Liu et al. 2018, arXiv 1808.00278). The trunk in
front stays as it is exported, in 8 bits. Nothing here is exported: onnxruntime has no convolution of fewer bits (`bit_speed.py` times one of our own).
"""
import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

import train_head
from lintel_train import calibration, embedding, losses, networks, report, states
from lintel_train.nets import Net, Quantisation
from lintel_train.networks import Layer
from lintel_train.optimisers import FilterAdam, clamp_latents

SHARED = Path(__file__).resolve().parents[2] / 'shared' / 'faces'


class LearnedStep(nn.Module):
    """x >= 0 -> the nearest of step * {0 .. 2^bits - 1}. The step begins where the mean square error on the first batch is least."""

    def __init__(self, bits: int):
        super().__init__()
        self.bits, self.most = bits, 2**bits - 1
        self.step = nn.Parameter(torch.zeros(()))

    def forward(self, x: Tensor) -> Tensor:
        x = x.float()
        if self.step.item() == 0:
            top = max(x.max().item(), 1e-6)
            counts = torch.histc(x, calibration.BINS, 0, top).numpy()
            self.step.data.fill_(calibration.best_step(counts, top, self.bits))
        share = 1 / (x[0].numel() * self.most) ** 0.5  # LSQ's scale of the step's gradient, per image
        step = self.step.abs().clamp_min(1e-6)
        step = step * share + (step - step * share).detach()
        levels = (x / step).clamp(0, self.most)
        return (levels + (torch.round(levels) - levels).detach()) * step


def quantised(net: Net, head: Sequence[Layer], bits: int) -> list[nn.Parameter]:
    """Puts a LearnedStep in front of every weighted layer of the head -> the steps."""
    steps = []
    for part in train_head.modules_of(net, head):
        for module in part.modules():
            if hasattr(module, 'bn'):
                step = LearnedStep(bits)
                module.register_forward_pre_hook(lambda m, inputs, step=step: (step(inputs[0]),))
                steps.append(step)
    return [s.step for s in steps]


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--model', type=Path, required=True)
    p.add_argument('--state', type=Path, required=True)
    p.add_argument('--faces', type=Path, required=True)
    p.add_argument('--targets', type=Path, required=True)
    p.add_argument('--dev', type=Path, required=True)
    p.add_argument('--labels', type=Path, default=SHARED / 'dev.tsv')
    p.add_argument('--bits', type=int, nargs='+', default=[8, 4, 2, 1])
    p.add_argument('--steps', type=int, default=150)
    p.add_argument('--views', type=int, default=9600)
    p.add_argument('--batch', type=int, default=128)
    p.add_argument('--lr', type=float, default=5e-4)
    p.add_argument('--every', type=int, default=4, help='each Nth face of the held-out split')
    p.add_argument('--threads', type=int, default=1)
    o = p.parse_args()
    torch.set_num_threads(o.threads)
    faces = embedding.open_faces(o.faces)
    target = np.load(o.targets).astype(np.float32)
    target = torch.from_numpy(target / np.linalg.norm(target, axis=1, keepdims=True))
    rows = np.random.RandomState(1).permutation(len(faces))[600:]
    network = networks.load('Q')
    weights = states.read_weights(o.state)
    model, scale, shape = train_head.trunk(o.model)
    pool = train_head.Pool(model, faces, rows, shape, o.views, seed=5)
    pool.fill()
    lifted = losses.lift(network.embedding, target.shape[1])
    dev, people = embedding.open_faces(o.dev)[:: o.every], report.read_people(o.labels)[:: o.every]

    def features(u8: np.ndarray) -> Tensor:
        return (torch.from_numpy(u8).float() * scale).contiguous(memory_format=torch.channels_last)

    images = [np.ascontiguousarray(dev[:, :, embedding.COLUMNS]), np.ascontiguousarray(dev[:, :, embedding.COLUMNS][:, :, ::-1])]
    seen = [np.concatenate([pool.session.run(None, {pool.input: x[k : k + 16]})[0] for k in range(0, len(x), 16)]) for x in images]

    settled_on = [pool.plain_features(some) for some in np.random.RandomState(4).choice(rows, (10, 128), replace=False)]
    for bits in o.bits:
        begun = time.time()
        net = Net(network, Quantisation(weights.quantiser)).to(memory_format=torch.channels_last)
        net.load_layer_state({k: torch.from_numpy(np.array(v)) for k, v in weights.tensors.items()})
        head = train_head.head_of(net)
        steps = quantised(net, head, bits)
        rng = np.random.RandomState(3)
        net.train()
        with torch.no_grad():  # the steps find their beginning
            net.run(head, features(pool.features[: o.batch]))
        optimiser = FilterAdam([q for part in train_head.modules_of(net, head) for q in part.parameters()], o.lr)
        step_optimiser = torch.optim.Adam(steps, o.lr)
        for k in range(o.steps):
            rate = min(1, (k + 1) / 20) * (0.02 + 0.49 * (1 + np.cos(np.pi * k / o.steps)))
            for group in [*optimiser.param_groups, *step_optimiser.param_groups]:
                group['lr'] = o.lr * rate
            at = rng.randint(0, pool.size, o.batch)
            with torch.autocast('cpu', dtype=torch.bfloat16):
                z = net.run(head, features(pool.features[at]))
            loss, said = losses.distil(z, target[pool.of[at]], target[rng.choice(rows, 4096, replace=False)], lifted, 20.0, 0.3)
            optimiser.zero_grad(set_to_none=True)
            step_optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            step_optimiser.step()
            clamp_latents(net)
        train_head.settle(net, head, settled_on, lambda t: features(t.numpy()))
        net.eval()
        with torch.no_grad():
            halves = [torch.cat([net.run(head, features(x[k : k + 64])) for k in range(0, len(x), 64)]).numpy() for x in seen]
        e = np.concatenate(halves, 1)
        e = (e / np.linalg.norm(e, axis=1, keepdims=True)).astype(np.float32)
        print(f'{o.steps} steps of {o.batch}, {time.time() - begun:.0f} s, cosine {said["cosine"]:.3f}, kl {said["kl"]:.3f}')
        print(report.table(f'head with activations in {bits} bits', report.error_rates(e, people, intervals=False)), flush=True)
    return 0


if __name__ == '__main__':
    sys.exit(main())
