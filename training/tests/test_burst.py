"""What a burst on a GPU does, rehearsed on the CPU: the network compiled, processes that make views, shards, states that travel, the same command lines."""
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from made_up import SMALL, pictures, small, small_run, small_trainer, write_networks, write_teacher
from test_drafts import made_up_draft
from lintel_train import states
from lintel_train.loop import Budget, Machine
from lintel_train.plan import Moment

HERE = Path(__file__).resolve().parents[1]
RUN_FILE = """
from dataclasses import replace
from lintel_train.recipes import DISTIL_SLIDE, Descent, Front, Run

RECIPE = replace(DISTIL_SLIDE, batch=32, bank=20, warm=4, chunks=(), settle=1, half=('Conv2_1',), front=Front('Pool2', kept=64, fresh=8, filled=32))
RUN = Run('burst', RECIPE, (Descent(640, 0.03),), freeze=0, held_back=10, watched=10, begins='a state')
"""


class Counting:
    """A backend of torch.compile that counts how often something was compiled, and runs it as it is."""

    def __init__(self):
        self.count = 0

    def __call__(self, graph, inputs):
        self.count += 1
        return graph.forward


def moment(**of) -> Moment:
    return Moment(**{'whole': True, 'front': 1.0, 'rest': 1.0, 'frozen': False, 'rate': 0.01, 'share': 1.0, **of})


STAGES = [
    moment(whole=False, front=0.0, rest=0.0),
    moment(front=0.0, rest=0.0),
    *[moment(front=t, rest=0.0) for t in (0.2, 0.5, 0.8)],
    *[moment(rest=t) for t in (0.1, 0.4, 0.7)],
    moment(),
    moment(),
    moment(frozen=True),
    moment(frozen=True),
]


def test_compiled_it_computes_the_same_and_is_not_compiled_anew_at_each_step_of_the_slide(tmp_path):
    backend, losses = Counting(), []
    for compiled in ('', backend):
        t = small_trainer(tmp_path, small_run(recipe=SMALL), machine=Machine('cpu', False, compiled))
        made = t.views.make(0, t.rows[: SMALL.batch])
        t.net.train()
        losses.append([float(t.step(t.place, *made, m)['loss']) for m in STAGES])
    np.testing.assert_allclose(losses[1], losses[0], rtol=2e-3)
    # half depth; whole and sliding, the front alone or all; the rest alone sliding; one bit; frozen: its front, its back
    assert backend.count == 6


@pytest.fixture(scope='module')
def burst(tmp_path_factory):
    """-> (run a command of training/ there, the folder): faces, teacher, a draft's state and a small Q."""
    tmp_path = tmp_path_factory.mktemp('burst')
    raw, _ = pictures(12, 5)
    with tarfile.open(tmp_path / 'train-00.tar', 'w') as tar:
        for k, face in enumerate(raw):
            file = tmp_path / f'{k:03d}.png'
            file.write_bytes(cv2.imencode('.png', face[..., ::-1])[1].tobytes())
            tar.add(file, file.name)
    made_up_draft(tmp_path)
    write_teacher(tmp_path / 'teacher.onnx')
    (tmp_path / 'burst.py').write_text(RUN_FILE, encoding='utf-8')
    environment = {**os.environ, 'LINTEL_NETWORKS': str(write_networks(tmp_path / 'networks.json')), 'OMP_NUM_THREADS': '1'}

    def command(program: str, *arguments) -> str:
        done = subprocess.run([sys.executable, HERE / program, *map(str, arguments)], capture_output=True, text=True, env=environment, cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert '60 faces' in command('prepare.py', '--tars', 'train-00.tar', '--teacher', 'teacher.onnx', '--out', 'shards')
    assert '1440 images' in command('convert.py', 'q.npz', '--out', 'travelling')
    return command, tmp_path


def test_the_whole_of_a_burst_by_its_commands(burst):
    command, folder = burst
    train = ['burst.py', '--data', 'shards', '--teacher', 'teacher.onnx', '--state', 'burst.pt', '--from', 'travelling', '--device', 'cpu', '--threads', 1]
    first = command('train.py', *train, '--workers', 2, '--compiled', 'aot_eager', '--minutes', 0.05, '--travelling', 'back')
    assert 'goes on from travelling: step 9, 1440 images' in first and 'stopped at step' in first and 'travelling state: 1 files' in first
    between = states.read_weights(folder / 'back')
    assert between.run == 'burst' and 1440 < between.counters['seen'] < 2080
    second = command('train.py', *train, '--workers', 2, '--settled', 'settled.pt')
    assert f'goes on from burst.pt: step {between.counters["step"]}' in second and 'kept maps again' in second
    assert 'the run is over at step 29, 2080 images' in second and 'settled: watched' in second
    settled = states.read_weights(folder / 'settled.pt')
    assert settled.counters['seen'] == 2080 and (settled.tensors['bnf.bias'] == 0).all()


@pytest.mark.parametrize(
    ('arguments', 'words'),
    [
        (['burst.py', '--state', 'x.pt', '--teacher', 'teacher.onnx'], 'name it with --from'),
        (['burst.py', '--state', 'x.pt', '--from', 'q.pt'], 'name its file with --teacher'),
        (['paper', '--state', 'x.pt'], 'needs names'),
        (['slide', '--state', 'x.pt', '--teacher', 'teacher.onnx'], 'holds 4600 back'),
    ],
)
def test_what_cannot_be_trained_is_refused_in_words(tmp_path, capsys, monkeypatch, arguments, words):
    import train

    raw, _ = pictures(3, 5)
    raw.tofile(tmp_path / 'faces.u8')
    np.save(tmp_path / 'teacher.npy', np.eye(15, 16, dtype=np.float32))
    (tmp_path / 'burst.py').write_text(RUN_FILE, encoding='utf-8')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, 'argv', ['train.py', *arguments, '--data', str(tmp_path), '--threads', '1'])
    assert train.main() == 1
    assert words in capsys.readouterr().err


def test_a_machine_without_cuda_trains_in_bfloat16_too(tmp_path):
    t = small_trainer(tmp_path, small_run(64, full_depth=32), machine=Machine('cpu', True, ''))
    t.run(Budget())
    assert all(torch.isfinite(v).all() for v in t.net.layer_state().values())
    assert t.net.network == small()
