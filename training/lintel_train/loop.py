"""The training loop: a pure function of (recipe, data, state) when its schedule counts steps, so a run that was stopped goes on to the last bit.

[Note: exact resume] Step k's rows, views, bank and dropout follow from (seed, k, images seen) alone; nothing random lives between steps. A state
holds latents, batch norm, the head, the optimiser and three counters. `tests/test_loop.py` stops in the middle and compares every tensor.
"""
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from . import losses, states
from .data import Faces, Order, two_each
from .feeding import Feeder, to_tensor
from .nets import Net
from .networks import Network
from .optimisers import clamp_latents, optimiser
from .recipes import Phase, Recipe, phase_at, rate_at
from .views import plain


@dataclass(frozen=True)
class Budget:
    """When to stop. minutes: of this call. schedule_minutes: the schedule follows the time trained since it began instead of the recipe's steps."""

    minutes: float = 1e9
    schedule_minutes: float | None = None
    save_every: float = 10.0


class Trainer:
    """One network being trained. `run` trains until the budget or the schedule ends, or SIGTERM or SIGINT; then the state is on disk."""

    def __init__(
        self,
        network: Network,
        recipe: Recipe,
        faces: Faces,
        state: Path,
        device: str | None = None,
        bf16: bool = True,
        workers: int = 0,
        say: Callable[[str], None] = print,
    ):
        self.recipe, self.faces, self.path, self.say, self.bf16, self.workers = recipe, faces, Path(state), say, bf16, workers
        self.device = device or ('cuda' if torch.cuda.is_available() else 'cpu')
        torch.manual_seed(recipe.seed)
        self.net = Net(network, recipe.quantisation).to(self.device, memory_format=torch.channels_last)
        self.forward = torch.compile(self.net) if self.device == 'cuda' else self.net
        self.head = None
        if recipe.objective == 'softmax':
            self.head = losses.Softmax(network.embedding, int(faces.label.max()) + 1, recipe.dropout).to(self.device)
        self.clamps = recipe.quantisation.weights == 'sign'
        parameters = [*self.net.parameters(), *(self.head.parameters() if self.head else [])]
        self.optimiser = optimiser(recipe.optimiser, parameters, recipe.lr, recipe.momentum, recipe.decay)
        self.counters = {'step': 0, 'seen': 0, 'spent': 0.0}
        self.began = {'step': 0, 'spent': 0.0}  # where the schedule began, and the optimiser was last empty
        self._set_apart()
        if recipe.objective == 'distil':
            self.target = torch.from_numpy(faces.teacher)
            self.lifted = losses.lift(network.embedding, faces.teacher.shape[1]).to(self.device)
        self.stopping = False

    def _set_apart(self) -> None:
        if self.recipe.objective == 'softmax':
            self.watched = two_each(self.faces.label, 2)
            rows = np.flatnonzero(self.faces.label >= 0)
        else:
            rows = np.flatnonzero(np.isfinite(self.faces.teacher).all(1))
            self.watched = np.random.RandomState(1).permutation(rows)[: self.recipe.apart]
        self.rows = np.setdiff1d(rows, self.watched)

    # ---- states

    def load(self, path: Path, new_schedule: bool = False) -> None:
        """An exact state goes on as it was; from any other the optimiser starts empty. new_schedule: begin the recipe's schedule anew."""
        path = Path(path)
        state = torch.load(path, map_location='cpu', weights_only=True) if path.suffix == '.pt' else None
        weights = states.read_weights(path)
        self.net.load_layer_state({k: torch.from_numpy(np.asarray(v)) for k, v in weights.tensors.items()})
        self.counters = dict(weights.counters)
        if state and 'optimiser' in state:
            self.optimiser.load_state_dict(state['optimiser'])
            self.began = dict(state['began'])
            if self.head and 'head' in state:
                self.head.load_state_dict(state['head'])
        if new_schedule or not (state and 'optimiser' in state):
            self.began = {'step': self.counters['step'], 'spent': self.counters['spent']}

    def save(self) -> None:
        """An exact state, to `path`."""
        content = {'net': self.net.layer_state(), 'optimiser': self.optimiser.state_dict(), 'began': self.began, 'quantiser': self.recipe.quantisation.weights, **self.counters}
        if self.head:
            content['head'] = self.head.state_dict()
        states.write_exact(self.path, content)

    def travelling(self, folder: Path) -> list[Path]:
        """-> the files written."""
        tensors = {k: v.detach().float().cpu().numpy() for k, v in self.net.layer_state().items()}
        return states.write_travelling(folder, self.net.network, states.Weights(tensors, self.counters, self.recipe.quantisation.weights))

    # ---- one step

    def progress(self, budget: Budget) -> float:
        """Of the schedule, 0 to 1."""
        if budget.schedule_minutes:
            return (self.counters['spent'] - self.began['spent']) / (60 * budget.schedule_minutes)
        return (self.counters['step'] - self.began['step']) / self.recipe.steps

    def step(self, rows: np.ndarray, x: torch.Tensor, rate: float) -> dict[str, float]:
        """-> what the loss says of it."""
        for group in self.optimiser.param_groups:
            group['lr'] = rate
        torch.manual_seed((self.recipe.seed * 1_000_003 + self.counters['step']) % 2**32)
        x = x.to(self.device, memory_format=torch.channels_last)
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.bf16):
            z = self.forward(x)
        if self.head:
            loss, told = self.head(z.float(), torch.from_numpy(self.faces.label[rows]).long().to(self.device))
        else:
            bank = np.random.RandomState(self.counters['step']).choice(self.rows, min(self.recipe.bank, len(self.rows)), replace=False)
            target, others = self.target[rows].to(self.device), self.target[bank].to(self.device)
            loss, told = losses.distil(z, target, others, self.lifted, self.recipe.tau, self.recipe.kl)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        self.optimiser.step()
        if self.clamps:
            clamp_latents(self.net)
        self.counters['step'] += 1
        self.counters['seen'] += len(rows)
        return told

    # ---- the run

    def run(self, budget: Budget) -> None:
        begun = time.monotonic()
        first = self.counters['step']

        def phase_of(step: int) -> Phase:
            if budget.schedule_minutes:
                return phase_at(self.recipe, self.progress(budget))
            return phase_at(self.recipe, (step - self.began['step']) / self.recipe.steps)

        feeder = Feeder(self.faces, self.recipe.view, self.recipe.seed, Order(self.rows), first, self.counters['seen'], phase_of, self.workers)
        batches = iter(feeder)
        handlers = self._listen()
        spent, saved, told = self.counters['spent'], begun, []
        mark = (begun, self.counters['seen'])
        self.net.train()
        try:
            while not self.stopping and time.monotonic() - begun < 60 * budget.minutes and (share := self.progress(budget)) < 1:
                rows, x = next(batches)
                told.append(self.step(rows, x, rate_at(self.recipe, share, self.counters['step'] - self.began['step'])))
                now = time.monotonic()
                self.counters['spent'] = spent + now - begun
                if self.counters['step'] % 20 == 0:
                    mark = self._report(told[-20:], x, mark, now, begun, budget)
                if now - saved > 60 * budget.save_every:
                    saved = now
                    self.save()
                    self.say(self.watch())
        finally:
            feeder.close()
            for number, handler in handlers:
                signal.signal(number, handler)
        self.save()
        self.say(f'stopped at step {self.counters["step"]}, {self.counters["seen"]} images, state in {self.path}')

    def _listen(self) -> list:
        """SIGTERM and SIGINT end the run after the step in hand. Only the main thread may listen."""
        if threading.current_thread() is not threading.main_thread():
            return []
        stop = lambda *_: setattr(self, 'stopping', True)  # noqa: E731
        return [(number, signal.signal(number, stop)) for number in (signal.SIGTERM, signal.SIGINT)]

    def _report(self, told: list[dict], x: torch.Tensor, mark: tuple, now: float, begun: float, budget: Budget) -> tuple:
        means = '  '.join(f'{k} {np.mean([t[k] for t in told]):.3f}' for k in told[-1])
        speed = (self.counters['seen'] - mark[1]) / max(1e-9, now - mark[0])
        share = max(self.progress(budget), 1e-9)
        trained = self.counters['spent'] - self.began['spent']
        left = min(budget.minutes - (now - begun) / 60, trained / share * (1 - share) / 60)
        size = f'{x.shape[2]} x {x.shape[3]}'
        self.say(f'step {self.counters["step"]}  {self.counters["seen"]} images  {means}  {speed:.1f} img/s at {size}  {left:.0f} min left')
        return now, self.counters['seen']

    @torch.no_grad()
    def embeddings(self, rows: np.ndarray, batch: int = 50) -> torch.Tensor:
        """Of plain views at the full size, as the network gives them, on the CPU."""
        self.net.eval()
        size = self.net.network
        parts = []
        for k in range(0, len(rows), batch):
            x = to_tensor([plain(self.faces.face(int(r)), size.height, size.width) for r in rows[k : k + batch]])
            with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.bf16):
                parts.append(self.net(x.to(self.device, memory_format=torch.channels_last)).float().cpu())
        self.net.train()
        return torch.cat(parts)

    def watch(self) -> str:
        """On the faces set apart: agreement with the teacher, or the share that Fc6 names rightly."""
        z = self.embeddings(self.watched)
        if self.head:
            with torch.no_grad():
                named = self.head.fc6(z.to(self.device)).argmax(1).cpu().numpy()
            right = (named == self.faces.label[self.watched]).mean()
            return f'   watched: {100 * right:.2f} % of {len(z)} named rightly'
        z, t = F.normalize(z), self.target[self.watched]
        i = torch.triu_indices(len(z), len(z), 1)
        pair = np.corrcoef((z @ z.T)[i[0], i[1]].numpy(), (t @ t.T)[i[0], i[1]].numpy())[0, 1]
        return f'   watched: cosine {(z * (t @ self.lifted.cpu().T)).sum(1).mean():.4f}, correlation of pairs {pair:.4f}'

    @torch.no_grad()
    def settle(self, batches: int) -> None:
        """Batch norm's running values anew: means over plain views at the full size, with the weights as they are. One-bit weights still
        flip in the last steps, and running values lag behind them; small pictures leave values that do not fit the full size at all.

        And the embedding is centred: its mean over training faces becomes 0 (batch norm's bias behind Fc5), since what all faces share tells
        nobody from anybody. On the held-out split both together are worth one to two points of FNMR (EXPERIMENTS.md)."""
        norms = [m.bn for m in self.net.weighted().values()]
        kept = [n.momentum for n in norms]
        for n in norms:
            n.reset_running_stats()
            n.momentum = None
        self.net.train()
        size = self.net.network
        rng = np.random.RandomState(self.recipe.seed)
        for _ in range(batches):
            rows = rng.choice(self.rows, min(48, len(self.rows)), replace=False)
            x = to_tensor([plain(self.faces.face(int(r)), size.height, size.width)[:, :: rng.choice([1, -1])] for r in rows])
            with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.bf16):
                self.net(x.to(self.device, memory_format=torch.channels_last))
        for n, momentum in zip(norms, kept, strict=True):
            n.momentum = momentum
        norms[-1].bias.zero_()
