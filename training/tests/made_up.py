"""Small made-up things: a network of the paper's kind with a few thousand weights, a hundred smooth pictures that stand for faces, a teacher of them."""
import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from lintel_train import data
from lintel_train.loop import Machine, Trainer
from lintel_train.networks import Layer, Network
from lintel_train.recipes import DISTIL_SLIDE, Descent, Front, Recipe, Run
from lintel_train.teacher import Teacher
from onnx import TensorProto, helper, numpy_helper

torch.set_num_threads(1)
HEIGHT, WIDTH, DIMENSIONS = 56, 48, 16


def _unit(name: str, key: str, channels: int, one_bit: bool) -> Layer:
    convs = tuple(Layer('conv', f'{name}.{k + 1}', f'{key}.cs.{k}', channels, channels, 1, one_bit) for k in range(2))
    return Layer('unit', name, convs=convs)


def small(one_bit: bool = True) -> Network:
    """conv, conv, pool, two units of two, conv, pool, a unit, fc: 56 x 48 x 3 -> 32, every kind of step that Q has."""
    return Network(
        'Q' if one_bit else 'C',
        HEIGHT,
        WIDTH,
        (
            Layer('conv', 'Conv1a', 'c1a', 3, 8),
            Layer('conv', 'Conv1b', 'c1b', 8, 8, 0, one_bit),
            Layer('pool', 'Pool1'),
            _unit('Conv2_1', 'stages.0.0', 8, one_bit),
            _unit('Conv2_2', 'stages.0.1', 8, one_bit),
            Layer('conv', 'Conv2', 'trans.0', 8, 16, 0, one_bit),
            Layer('pool', 'Pool2'),
            _unit('Conv3_1', 'stages.1.0', 16, one_bit),
            Layer('fc', 'Fc5', 'fc', 16 * 12 * 10, 32, 0, one_bit),
        ),
        10,
    )


def write_networks(path: Path) -> Path:
    """`small` as a networks.json whose Q it is: for commands (LINTEL_NETWORKS)."""

    def written(layer: Layer) -> dict:
        convs = {'convs': [written(c) for c in layer.convs]} if layer.convs else {}
        return {'kind': layer.kind, 'name': layer.name, 'key': layer.key, 'in': layer.inputs, 'out': layer.outputs, 'pad': layer.pad, 'binary': layer.one_bit, **convs}

    network = small()
    q = {'input': {'height': HEIGHT, 'width': WIDTH}, 'layers': [written(op) for op in network.ops], 'classifier': {'out': 10}}
    path.write_text(json.dumps({'format': 1, 'networks': {'Q': q}}), encoding='utf-8')
    return path


def pictures(people: int, each: int, seed: int = 5, grain: int = 7) -> tuple[np.ndarray, np.ndarray]:
    """-> people * each pictures of 112 x 112 x 3, and who each is: a smooth pattern a person, of grain x grain spots, shifted and lit anew in each picture."""
    rng = np.random.RandomState(seed)
    made, who = [], []
    for person in range(people):
        pattern = cv2.resize(rng.uniform(0, 255, (grain, grain, 3)).astype(np.float32), (128, 128), interpolation=cv2.INTER_CUBIC)
        for _ in range(each):
            y, x = rng.randint(0, 17, 2)
            face = pattern[y : y + 112, x : x + 112] * rng.uniform(0.8, 1.2) + rng.normal(0, 6, (112, 112, 3))
            made.append(np.clip(face, 0, 255).astype(np.uint8))
            who.append(person)
    return np.stack(made), np.array(who)


def write_teacher(path: Path, seed: int = 6) -> Path:
    """A teacher in ONNX: means of patches of 16 x 16, a random matrix, 16 numbers."""
    rng = np.random.RandomState(seed)
    weights = numpy_helper.from_array(rng.normal(size=(DIMENSIONS, 147)).astype(np.float32), 'w')
    nodes = [
        helper.make_node('AveragePool', ['x'], ['means'], kernel_shape=[16, 16], strides=[16, 16]),
        helper.make_node('Flatten', ['means'], ['flat']),
        helper.make_node('Gemm', ['flat', 'w'], ['y'], transB=1),
    ]
    x, y = (helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in (('x', ['n', 3, 112, 112]), ('y', ['n', DIMENSIONS])))
    onnx.save(helper.make_model(helper.make_graph(nodes, 'teacher', [x], [y], [weights]), opset_imports=[helper.make_opsetid('', 13)], ir_version=8), path)
    return path


def hundred(teacher: Path, people: int = 20, grain: int = 7) -> data.Faces:
    """A hundred faces with names and what the teacher says of them, clean."""
    raw, who = pictures(people, 100 // people, grain=grain)
    return data.Faces(lambda i: raw[i], Teacher(teacher).both_sides(raw).astype(np.float32), who)


# What `DISTIL_SLIDE` is to Q, this is to `small`.
SMALL: Recipe = replace(
    DISTIL_SLIDE,
    batch=16,
    bank=40,
    tau=8.0,
    warm=4,
    half=('Conv2_1',),
    chunks=(4, 8),
    memory=(0.1, 0.1),
    settle=2,
    front=Front('Pool2', kept=40, fresh=6, filled=20),
)


def small_run(views: int = 320, rate: float = 0.03, recipe: Recipe = SMALL, **more) -> Run:
    """Of `views` pictures, ten of a hundred rows held back and watched."""
    return Run(more.pop('name', 'small'), recipe, more.pop('descents', (Descent(views, rate),)), held_back=10, watched=10, **more)


def small_trainer(folder: Path, run: Run, name: str = 'q.pt', faces: data.Faces | None = None, **more) -> Trainer:
    """Of `small`, on a hundred faces, in float32 on the CPU."""
    teacher = folder / 'teacher.onnx'
    if not teacher.exists():
        write_teacher(teacher)
    machine = more.pop('machine', Machine('cpu', False, ''))
    return Trainer(run, faces or hundred(teacher), folder / name, teacher, machine, more.pop('say', lambda s: None), small())
