"""Trains only what lies behind a pool (the last: Conv5_x and Fc5; the one before: Conv4_x too), on the int8 features of an exported file: for machines without a GPU.

    python training/train_head.py --model resources/model/q.onnx --state ../training-state/q.pt --faces ../training-data/faces.u8 \
        --targets ../training-data/teacher.npy --out ../training-state/q-head.pt --minutes 40

Behind the last pool lie two thirds of the one-bit weights and a tenth of the multiplications, so a view costs a tenth of what it costs the whole network; behind
`--behind Pool3`, nine tenths and half. The rest is
frozen and runs in onnxruntime, in 8 bits: the head learns from the very numbers that it will see. One thread makes new views and fills a pool of features;
the other draws from the pool, each feature at most `--reuse` times on average. The state that is written is a whole one: `train.py` can go on from it.
"""
import argparse
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from lintel_train import losses, networks, states
from lintel_train.embedding import open_faces
from lintel_train.nets import Net, Quantisation
from lintel_train.networks import Layer
from lintel_train.optimisers import FilterAdam, clamp_latents
from lintel_train.views import plain, wide

# The pools behind which may be trained, and their maps.
CUTS = {'Pool4': (512, 5, 4), 'Pool3': (256, 12, 10)}
LAST = 'Pool4'


def trunk(model_file: Path, cut: str = LAST) -> tuple[bytes, float, tuple[int, ...]]:
    """The exported file up to a pool: (ONNX bytes with that map as uint8 output, the map's scale, its shape without the batch)."""
    model = onnx.load(model_file)
    kept = []
    for node in model.graph.node:
        kept.append(node)
        if node.output[0] == cut:
            break
    else:
        raise ValueError(f'{model_file} has no {cut}')
    scale = next(float(numpy_helper.to_array(t)) for t in model.graph.initializer if t.name == f'{kept[-1].input[0]}/scale')
    output = helper.make_tensor_value_info(cut, TensorProto.UINT8, ['N', *CUTS[cut]])
    used = {name for node in kept for name in node.input}
    tensors = [t for t in model.graph.initializer if t.name in used]
    graph = helper.make_graph(kept, 'trunk', list(model.graph.input), [output], tensors)
    cut_off = helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)
    return cut_off.SerializeToString(), scale, CUTS[cut]


class Pool:
    """Features of random views, made by a thread of its own; full, the oldest make room."""

    def __init__(self, model: bytes, faces: np.ndarray, rows: np.ndarray, shape: tuple[int, ...], capacity: int, seed: int):
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = ort.InferenceSession(model, options, providers=['CPUExecutionProvider'])
        self.input = self.session.get_inputs()[0].name
        self.faces, self.rows, self.rng = faces, rows, np.random.RandomState(seed)
        self.features = np.zeros((capacity, *shape), np.uint8)
        self.of = np.zeros(capacity, np.int64)
        self.made, self.wanted, self.stopped = 0, 4096, False

    @property
    def size(self) -> int:
        return min(self.made, len(self.of))

    def run(self) -> None:
        """Until `stopped`: for a thread of its own."""
        order = np.zeros(0, np.int64)
        while not self.stopped:
            if self.made >= self.wanted:
                time.sleep(0.05)
                continue
            if len(order) < 16:
                order = np.concatenate([order, self.rng.permutation(self.rows)])
            batch, order = order[:16], order[16:]
            self.add(batch)

    def fill(self) -> None:
        """Once around, one face after another."""
        order = self.rng.permutation(self.rows)[: len(self.of)]
        for k in range(0, len(order) // 16 * 16, 16):
            self.add(order[k : k + 16])

    def add(self, batch: np.ndarray) -> None:
        views = np.stack([wide(self.faces[r], self.rng, 112, 96) for r in batch]).astype(np.uint8)
        at = (self.made + np.arange(16)) % len(self.of)
        self.features[at], self.of[at] = self.session.run(None, {self.input: views})[0], batch
        self.made += 16

    def plain_features(self, rows: np.ndarray) -> np.ndarray:
        return np.concatenate([self.session.run(None, {self.input: np.stack([plain(self.faces[r], 112, 96) for r in rows[k : k + 16]])})[0] for k in range(0, len(rows), 16)])


def head_of(net: Net, cut: str = LAST) -> tuple[Layer, ...]:
    """The layers behind a pool, later pools included: `net.run` computes them."""
    ops = net.network.ops
    return ops[[op.name for op in ops].index(cut) + 1 :]


def modules_of(net: Net, head: Sequence[Layer]) -> list[nn.Module]:
    """Of the layers that have weights: a pool has none."""
    return [net.steps[op.name] for op in head if op.kind != 'pool']


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--model', type=Path, required=True)
    p.add_argument('--state', type=Path, required=True)
    p.add_argument('--faces', type=Path, required=True)
    p.add_argument('--targets', type=Path, required=True)
    p.add_argument('--out', type=Path, required=True)
    p.add_argument('--behind', choices=CUTS, default=LAST)
    p.add_argument('--minutes', type=float, default=40)
    p.add_argument('--lr', type=float, default=1e-3)
    p.add_argument('--batch', type=int, default=128)
    p.add_argument('--reuse', type=float, default=8)
    p.add_argument('--capacity', type=int, default=160_000)
    p.add_argument('--threads', type=int, default=1)
    o = p.parse_args()
    torch.set_num_threads(o.threads)
    faces = open_faces(o.faces)
    target = np.load(o.targets).astype(np.float32)
    target = torch.from_numpy(target / np.linalg.norm(target, axis=1, keepdims=True))
    rows = np.random.RandomState(1).permutation(len(faces))
    watched, rows = rows[:600], rows[600:]
    network = networks.load('Q')
    weights = states.read_weights(o.state)
    tensors, counters = weights.tensors, weights.counters
    net = Net(network, Quantisation(weights.quantiser)).to(memory_format=torch.channels_last)
    net.load_layer_state({k: torch.from_numpy(np.array(v)) for k, v in tensors.items()})
    head = head_of(net, o.behind)
    model, scale, shape = trunk(o.model, o.behind)
    done = int(counters['step'])
    pool = Pool(model, faces, rows, shape, o.capacity, seed=5 + done)  # going on means new views, not the last run's again
    lifted = losses.lift(network.embedding, target.shape[1])
    held = torch.from_numpy(pool.plain_features(watched))

    def features(u8: Tensor) -> Tensor:
        return (u8.float() * scale).contiguous(memory_format=torch.channels_last)

    @torch.no_grad()
    def watch() -> str:
        net.eval()
        with torch.autocast('cpu', dtype=torch.bfloat16):
            z = torch.nn.functional.normalize(net.run(head, features(held)).float())
        net.train()
        t = target[watched]
        i = torch.triu_indices(len(t), len(t), 1)
        s, r = (z @ z.T)[i[0], i[1]], (t @ t.T)[i[0], i[1]]
        return f'watched: cosine {(z * (t @ lifted.T)).sum(1).mean():.4f}, correlation of pairs {torch.corrcoef(torch.stack([s, r]))[0, 1]:.4f}'

    parameters = [q for module in modules_of(net, head) for q in module.parameters()]
    optimiser = FilterAdam(parameters, o.lr)
    print(f'head {", ".join(op.name for op in head)}: {sum(q.numel() for q in parameters):,} weights; {watch()}', flush=True)
    threading.Thread(target=pool.run, daemon=True).start()
    while pool.made < 2048:
        time.sleep(0.5)
    rng = np.random.RandomState(3 + done)
    begun = said = time.time()
    step = drawn = 0
    sums: list[tuple[float, float]] = []
    signal.signal(signal.SIGTERM, lambda *_: setattr(pool, 'stopped', True))  # ends early: what was learned is settled and written
    net.train()
    while (share := (time.time() - begun) / (60 * o.minutes)) < 1 and not pool.stopped:
        if drawn > o.reuse * pool.made:
            time.sleep(0.2)
            continue
        at = rng.randint(0, pool.size, o.batch)
        for group in optimiser.param_groups:
            group['lr'] = o.lr * min(1, (step + 1) / 100) * (0.02 + 0.49 * (1 + np.cos(np.pi * share)))
        with torch.autocast('cpu', dtype=torch.bfloat16):
            z = net.run(head, features(torch.from_numpy(pool.features[at])))
        bank = target[rng.choice(rows, 4096, replace=False)]
        loss, said_of = losses.distil(z, target[pool.of[at]], bank, lifted, 20.0, 0.3)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        clamp_latents(net)
        step, drawn = step + 1, drawn + o.batch
        pool.wanted = drawn + 4096  # new views only as fast as they are drawn: the cores are for learning
        sums.append((said_of['cosine'], said_of['kl']))
        if time.time() - said > 60:
            c, k = np.mean(sums[-200:], 0)
            print(f'step {step}  drawn {drawn} of {pool.made} views  cosine {c:.3f}  kl {k:.3f}  {drawn / (time.time() - begun):.0f} drawn/s  {o.minutes * (1 - share):.0f} min left  {watch()}', flush=True)
            said = time.time()
    pool.stopped = True
    settle(net, head, (pool.plain_features(rng.choice(rows, 128, replace=False)) for _ in range(60)), features)
    print(f'step {step}, {drawn} drawn of {pool.made} views; {watch()}', flush=True)
    spent = counters['spent'] + time.time() - begun
    states.write_exact(o.out, dict(net={k: v.clone() for k, v in net.layer_state().items()}, quantiser=weights.quantiser, step=done + step, seen=int(counters['seen']) + pool.made, spent=spent))
    return 0


@torch.no_grad()
def settle(net: Net, head: Sequence[Layer], batches: Iterable[np.ndarray], features: Callable[[Tensor], Tensor]) -> None:
    """The head's batch norm anew over the trunk's maps of plain views, and the embedding centred, as `Trainer.settle` does for the whole network."""
    norms = [m.bn for module in modules_of(net, head) for m in module.modules() if hasattr(m, 'bn')]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
    net.train()
    for batch in batches:
        with torch.autocast('cpu', dtype=torch.bfloat16):
            net.run(head, features(torch.from_numpy(batch)))
    norms[-1].bias.zero_()


if __name__ == '__main__':
    sys.exit(main())
