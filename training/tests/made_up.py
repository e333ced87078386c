"""Small made-up things: a network of the paper's kind with a few thousand weights, and a hundred smooth pictures that stand for faces."""
import cv2
import numpy as np
import torch
from lintel_train.data import Faces
from lintel_train.networks import Layer, Network

torch.set_num_threads(1)


def small(one_bit: bool = True) -> Network:
    """conv, conv, pool, a unit of two, conv, pool, fc: 112 x 96 x 3 -> 32, every kind of step that Q has."""
    return Network(
        'Q' if one_bit else 'C',
        112,
        96,
        (
            Layer('conv', 'Conv1a', 'c1a', 3, 8),
            Layer('conv', 'Conv1b', 'c1b', 8, 8, 0, one_bit),
            Layer('pool', 'Pool1'),
            Layer(
                'unit',
                'Conv2_1',
                convs=(Layer('conv', 'Conv2_1.1', 'stages.0.0.cs.0', 8, 8, 1, one_bit), Layer('conv', 'Conv2_1.2', 'stages.0.0.cs.1', 8, 8, 1, one_bit)),
            ),
            Layer('conv', 'Conv2', 'trans.0', 8, 16, 0, one_bit),
            Layer('pool', 'Pool2'),
            Layer('fc', 'Fc5', 'fc', 16 * 26 * 22, 32, 0, one_bit),
        ),
        10,
    )


def pictures(people: int, each: int, seed: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """-> people * each pictures of 112 x 112 x 3, and who each is: a smooth pattern a person, shifted and lit anew in each picture."""
    rng = np.random.RandomState(seed)
    made, who = [], []
    for person in range(people):
        pattern = cv2.resize(rng.uniform(0, 255, (7, 7, 3)).astype(np.float32), (128, 128), interpolation=cv2.INTER_CUBIC)
        for _ in range(each):
            y, x = rng.randint(0, 17, 2)
            face = pattern[y : y + 112, x : x + 112] * rng.uniform(0.8, 1.2) + rng.normal(0, 6, (112, 112, 3))
            made.append(np.clip(face, 0, 255).astype(np.uint8))
            who.append(person)
    return np.stack(made), np.array(who)


def hundred(people: int = 20) -> Faces:
    """A hundred faces with names and a teacher who knows the names and a little noise: 16-d unit rows."""
    raw, who = pictures(people, 100 // people)
    rng = np.random.RandomState(6)
    teacher = rng.normal(size=(people, 16))[who] + 0.2 * rng.normal(size=(len(who), 16))
    teacher = (teacher / np.linalg.norm(teacher, axis=1, keepdims=True)).astype(np.float32)
    return Faces(lambda i: raw[i], teacher, who)
