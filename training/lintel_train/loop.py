"""The training loop, for every recipe: what a step learns from is a pure function of (run, data, place), so a run that was stopped goes on to the last bit.

[Note: exact resume] Step k's rows, views, the teacher's word on them, bank, draws of kept maps and dropout follow from the run's seed and its place alone;
nothing random lives between steps. A state holds latents, batch norm, the optimiser and the place. Maps of a frozen front are not in it (1.2 GB): they are
made again, in the batches in which they were made at first. `tests/test_resume.py` stops a run in each of its stages and compares every tensor.
"""
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from . import losses, networks, states, watching
from .data import Faces, Order, two_each
from .feeding import Feeder, Task, Views, batch
from .fronts import ExportedFront, Kept
from .nets import Net
from .networks import Network
from .optimisers import clamp_latents, optimiser
from .plan import Moment, Place, Plan
from .recipes import Run


@dataclass(frozen=True)
class Budget:
    """When to stop. minutes: of this call. by_time: the whole of the run's schedule spans these minutes instead of its count of pictures."""

    minutes: float = 1e9
    by_time: bool = False
    save_every: float = 10.0


@dataclass(frozen=True)
class Machine:
    """What a run runs on. compiled: by which of torch.compile's backends, '' for not at all. workers: processes that make views and teach."""

    device: str = 'cuda' if torch.cuda.is_available() else 'cpu'
    bf16: bool = True
    compiled: str = 'inductor' if torch.cuda.is_available() else ''
    workers: int = 0


class Trainer:
    """One network being trained. `run` trains until the budget or the schedule ends, or SIGTERM or SIGINT; then the state is on disk."""

    def __init__(
        self,
        run: Run,
        faces: Faces,
        state: Path,
        teacher: Path | None = None,
        machine: Machine | None = None,
        say: Callable[[str], None] = print,
        network: Network | None = None,
    ):
        self.name, self.recipe, self.plan, self.faces, self.path, self.say = run.name, run.recipe, Plan(run), faces, Path(state), say
        self.machine = machine or Machine()
        network = network or networks.load(self.recipe.network)
        torch.manual_seed(self.recipe.seed)
        self._build(network)
        self._set_apart(run)
        if self.recipe.objective == 'distil':
            self.target = torch.from_numpy(faces.teacher).to(self.machine.device)
            self.lifted = losses.lift(network.embedding, faces.teacher.shape[1]).to(self.machine.device)
        sees = teacher if self.recipe.objective == 'distil' and self.recipe.teacher == 'view' else None
        self.views = Views(faces, Task(self.recipe, self.rows, (network.height, network.width), sees), self.machine.workers)
        self.order = Order(self.rows)
        self.place, self.spent, self.spent_before = Place(), 0.0, 0.0  # seconds: in all, and before this run began
        self.stopping = False
        self.enter(self.moment(Budget(), self.place))

    def _build(self, network: Network) -> None:
        recipe, device = self.recipe, self.machine.device
        self.net = Net(network, recipe.quantisation, recipe.half, recipe.chunks).to(device, memory_format=torch.channels_last)
        self.front, self.back = self.net.cut(recipe.front.behind if recipe.front else '')
        for ops, memory in zip((self.front, self.back), recipe.memory, strict=True):
            for module in self.net.weighted(ops).values():
                module.bn.momentum = memory
        self.head = None
        if recipe.objective == 'softmax':
            self.head = losses.Softmax(network.embedding, int(self.faces.label.max()) + 1, recipe.dropout).to(device)
        self.optimiser = optimiser(recipe, [*self.net.parameters(), *(self.head.parameters() if self.head else [])], 0.0)
        self.exported = ExportedFront(Path(recipe.front.exported), recipe.front.behind, device, torch.get_num_threads()) if recipe.front.exported else None
        self.kept = Kept(recipe.front.kept)
        run = self.net.run
        if self.machine.compiled:
            torch._dynamo.config.recompile_limit = 64  # one for each stage of the slide, and for each size of batch
            run = torch.compile(run, dynamic=False, fullgraph=True, backend=self.machine.compiled)
        self.through = run

    def _set_apart(self, run: Run) -> None:
        """Rows to train on, rows to watch: two of each person where there are names; else the first of those that are held back."""
        if self.recipe.objective == 'softmax':
            self.watched = two_each(self.faces.label, 2)
            self.rows = np.setdiff1d(np.flatnonzero(self.faces.label >= 0), self.watched)
        else:
            rows = np.flatnonzero(np.isfinite(self.faces.teacher).all(1))
            self.watched, self.rows = rows[: run.watched], rows[run.held_back :]

    # ---- states

    def load(self, path: Path) -> None:
        """Goes on from an exact state of this run; from any other state the run begins, its optimiser empty. Raises ValueError for weights of another kind."""
        path = Path(path)
        state = torch.load(path, map_location='cpu', weights_only=True) if path.suffix == '.pt' else {}
        weights = states.read_weights(path)
        if weights.quantiser != self.recipe.quantisation.weights:
            raise ValueError(f'{path} holds weights for {weights.quantiser}, the run is of {self.recipe.quantisation.weights}')
        self.net.load_layer_state({k: torch.from_numpy(np.asarray(v)) for k, v in weights.tensors.items()})
        self.spent = weights.counters['spent']
        if 'optimiser' in state and state['run'] == self.name:
            self.optimiser.load_state_dict(state['optimiser'])
            self.place, self.spent_before = Place(**state['place']), state['spent_before']
            if self.head:
                self.head.load_state_dict(state['head'])
        else:
            step, seen = int(weights.counters['step']), int(weights.counters['seen'])
            self.place, self.spent_before = Place(step, seen, seen, began_step=step, began=seen), self.spent
        self.enter(self.moment(Budget(), self.place))
        self._keep_again()

    def save(self) -> None:
        """An exact state, to `path`."""
        content = {'net': self.net.layer_state(), 'optimiser': self.optimiser.state_dict(), 'place': asdict(self.place), 'spent_before': self.spent_before}
        if self.head:
            content['head'] = self.head.state_dict()
        states.write_exact(self.path, {**content, **self._words()})

    def _words(self) -> dict:
        return {'quantiser': self.recipe.quantisation.weights, 'run': self.name, 'step': self.place.step, 'seen': self.place.seen, 'spent': self.spent}

    def save_settled(self, path: Path) -> None:
        """A copy to be exported or judged: batch norm anew, the embedding centred. The run itself goes on as it was."""
        before = {k: v.clone() for k, v in self.net.layer_state().items()}
        watching.settle(self)
        self.say(f'settled: {watching.watch(self)}')
        states.write_exact(path, {'net': self.net.layer_state(), **self._words()})
        self.net.load_layer_state(before)

    def save_travelling(self, folder: Path) -> list[Path]:
        """-> the files written."""
        tensors = {k: v.detach().float().cpu().numpy() for k, v in self.net.layer_state().items()}
        words = self._words()
        weights = states.Weights(tensors, {k: words[k] for k in states.COUNTERS}, words['quantiser'], words['run'])
        return states.write_travelling(folder, self.net.network, weights)

    # ---- one step

    def step(self, place: Place, pictures: np.ndarray, truth: np.ndarray, moment: Moment) -> dict[str, Tensor]:
        """-> what the loss says of it. place: the one before the step."""
        self.enter(moment)
        for group in self.optimiser.param_groups:
            group['lr'] = group['peak'] * moment.share if 'peak' in group else moment.rate
        seed = (self.recipe.seed * 1_000_003 + place.step) % 2**32
        torch.manual_seed(seed)
        truth = torch.from_numpy(truth).to(self.machine.device)
        with self.cast():
            if moment.frozen:
                maps, truth = self._with_kept(self.maps(pictures), truth, seed)
                z = self.through(self.back, self.values(maps))
            else:
                z = self.through(self.net.network.ops, self.tensor(pictures))
        loss, told = self.loss(z.float(), truth, place.step)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        self.optimiser.step()
        if self.recipe.quantisation.weights == 'sign':
            clamp_latents(self.net)
        self.place = self.plan.after(place)
        return told

    def enter(self, moment: Moment) -> None:
        """Makes the network what it is at this moment: its depth, how far it has slid, whether its front stands still."""
        self.net.whole = moment.whole
        if self.recipe.quantisation.weights == 'scaled-sign':
            self.net.slide(self.recipe.front.behind, moment.front, moment.rest)
        if moment.frozen and not self.net.frozen:
            self.net.freeze(self.recipe.front.behind)

    def loss(self, z: Tensor, truth: Tensor, step: int) -> tuple[Tensor, dict[str, Tensor]]:
        if self.head:
            return self.head(z, truth)
        bank = np.random.RandomState(step).choice(self.rows, min(self.recipe.bank, len(self.rows)), replace=False)
        others = self.target[torch.from_numpy(bank).to(self.machine.device)]
        return losses.distil(z, truth, others, self.lifted, self.recipe.tau, self.recipe.kl)

    def cast(self):
        """bfloat16 where the machine is to use it."""
        return torch.autocast(self.machine.device.split(':')[0], dtype=torch.bfloat16, enabled=self.machine.bf16)

    def tensor(self, pictures: np.ndarray) -> Tensor:
        """uint8 N x H x W x 3 -> N x 3 x H x W, (p - 127.5) / 128, channels last in memory, on the device."""
        return ((torch.from_numpy(pictures).to(self.machine.device).float() - 127.5) / 128).permute(0, 3, 1, 2)

    # ---- the front that stands still

    @torch.no_grad()
    def maps(self, pictures: np.ndarray) -> Tensor:
        """What the frozen front makes of pictures."""
        return self.exported.maps(pictures) if self.exported else self.through(self.front, self.tensor(pictures))

    def values(self, maps: Tensor) -> Tensor:
        """Maps -> what stands behind the front."""
        return self.exported.values(maps) if self.exported else maps

    def _with_kept(self, maps: Tensor, truth: Tensor, seed: int) -> tuple[Tensor, Tensor]:
        """A batch of new maps and drawn ones; the new ones are kept."""
        new, missing = (maps, truth), self.recipe.batch - len(maps)
        if missing:
            drawn, of = self.kept.draw(missing, seed)
            maps, truth = torch.cat([maps, drawn]), torch.cat([truth, of])
        self.kept.add(*new)
        return maps, truth

    def _keep_again(self) -> None:
        """Makes the maps that are kept at this place once more: the same views in the same batches, so the same bits."""
        places = self.plan.kept_at(self.place)
        if not places:
            return
        self.kept = Kept(self.recipe.front.kept)
        self.kept.added = places[0].made - self.place.kept_made
        self.say(f'makes {self.place.made - places[0].made} kept maps again')
        self.net.train()
        for place in places:
            pictures, truth = batch(self.views, self.plan, self.order, place)
            with self.cast():
                self.kept.add(self.maps(pictures), torch.from_numpy(truth).to(self.machine.device))

    # ---- the run

    def position(self, budget: Budget, place: Place) -> float:
        """Pictures since the run began; where its schedule goes by time, as many as belong to the time that was spent."""
        if budget.by_time:
            return self.plan.run.views * (self.spent - self.spent_before) / (60 * budget.minutes)
        return place.seen - place.began

    def moment(self, budget: Budget, place: Place) -> Moment:
        return self.plan.at(self.position(budget, place), place.step - place.began_step)

    def run(self, budget: Budget) -> None:
        run = self.plan.run
        if budget.by_time and max(run.full_depth, *run.front, *run.rest, run.freeze or 0):
            raise ValueError(f'{run.name} changes its network on the way: its schedule goes by pictures, not by time')
        begun, before = time.monotonic(), self.spent
        feeder = Feeder(self.views, self.plan, self.order, self.place)
        batches, handlers = iter(feeder), self._listen()
        saved, told, mark = begun, [], (begun, self.place.seen)
        self.net.train()
        try:
            while not self.stopping and time.monotonic() - begun < 60 * budget.minutes and self.position(budget, self.place) < run.views:
                place, pictures, truth = next(batches)
                moment = self.moment(budget, place)
                told.append(self.step(place, pictures, truth, moment))
                now = time.monotonic()
                self.spent = before + now - begun
                if self.place.step % 20 == 0:
                    self._report(told[-20:], moment, mark, now, budget)
                    mark = (now, self.place.seen)
                if now - saved > 60 * budget.save_every:
                    saved = now
                    self.save()
                    self.say(watching.watch(self))
        finally:
            feeder.close()
            for number, handler in handlers:
                signal.signal(number, handler)
        self.save()
        over = 'the run is over' if self.position(budget, self.place) >= run.views else 'stopped'
        self.say(f'{over} at step {self.place.step}, {self.place.seen} images, state in {self.path}')

    def close(self) -> None:
        """Ends the processes that make views."""
        self.views.close()

    def _listen(self) -> list:
        """SIGTERM and SIGINT end the run after the step in hand. Only the main thread may listen."""
        if threading.current_thread() is not threading.main_thread():
            return []
        stop = lambda *_: setattr(self, 'stopping', True)  # noqa: E731
        return [(number, signal.signal(number, stop)) for number in (signal.SIGTERM, signal.SIGINT)]

    def _report(self, told: list[dict], moment: Moment, mark: tuple[float, int], now: float, budget: Budget) -> None:
        means = '  '.join(f'{k} {np.mean([float(t[k]) for t in told]):.3f}' for k in told[-1])
        speed = (self.place.seen - mark[1]) / max(1e-9, now - mark[0])
        done = self.position(budget, self.place) / self.plan.run.views
        left = (1 - done) * self.plan.run.views / speed / 60 if not budget.by_time else (1 - done) * budget.minutes
        stage = '' if moment.rest >= 1 and moment.whole else f'  slid {moment.front:.2f}/{moment.rest:.2f}' if moment.whole else '  half depth'
        self.say(f'step {self.place.step}  {self.place.seen} images  {100 * done:.1f} %  rate {moment.rate:.5f}{stage}  {means}  {speed:.1f} img/s  {left:.0f} min left')
