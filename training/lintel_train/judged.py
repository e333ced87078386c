"""What the card says of how good a file is: the one place that judges the shipped network, by `export.py` for a new file and by `judge_again.py` for an old one."""
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import embedding, report, strangers
from .statistics import normalised


@dataclass(frozen=True)
class Material:
    """What a file is judged on. `dev`: held-out faces, `people` whose they are, `dev_teacher` what the teacher says of them or None. `held_back`: the
    training faces that no step saw, in the order of `table`; `held_back_teacher` what the teacher says of them; both None where there are none."""

    dev: np.ndarray
    people: np.ndarray
    dev_teacher: np.ndarray | None
    held_back: np.ndarray | None = None
    held_back_teacher: np.ndarray | None = None
    table: Path | None = None


def open_material(faces: Path, dev: Path, labels: Path, table: Path, held_back: int) -> Material:
    """FACES_teacher.npy or teacher.npy beside the faces, DEV_teacher.npy beside the held-out ones. Raises ValueError when the tables do not fit the pictures."""
    opened, people = embedding.open_faces(dev), report.read_people(labels)
    if len(people) != len(opened):
        raise ValueError(f'{labels} has {len(people)} rows, {dev} {len(opened)} faces')
    dev_teacher = dev.with_name(dev.stem + '_teacher.npy')
    base = dict(dev=opened, people=people, dev_teacher=normalised(np.load(dev_teacher).astype(np.float32)) if dev_teacher.exists() else None)
    beside = [f for f in (faces.with_name(faces.stem + '_teacher.npy'), faces.with_name('teacher.npy')) if f.exists()]
    if held_back == 0 or not beside or not table.exists():
        return Material(**base)
    teacher = np.load(beside[0], mmap_mode='r')[:held_back].astype(np.float32)
    return Material(**base, held_back=embedding.open_faces(faces)[:held_back], held_back_teacher=normalised(teacher), table=table)


def judge(int8: embedding.Network, material: Material) -> tuple[dict, np.ndarray]:
    """-> (`accuracy`, `impostors` and `door` of the card, the held-out faces' embeddings). Prints what it finds."""
    e = embedding.embed(int8, material.dev)
    rates = report.error_rates(e, material.people)
    print(report.table('held-out split, int8', rates), flush=True)
    accuracy = {'heldOut': rates}
    if material.dev_teacher is not None:
        rates['correlationWithTeacher'] = report.agreement(e, material.dev_teacher)
        accuracy['teacherThere'] = report.error_rates(material.dev_teacher, material.people, intervals=False)
        print(f'  correlation of all pairs with the teacher {rates["correlationWithTeacher"]:.4f}')
    accuracy['centred'] = report.centred_rates(e, material.people)
    for row in accuracy['centred']['fnmr']:
        print(f'  FMR {row["fmr"]:<7g} FNMR {100 * row["without"]:5.1f} %, centred on other people {100 * row["with"]:5.1f} %')
    impostors = report.impostor_tail(e, material.people)
    if material.held_back is not None:
        impostors = strangers.measure(embedding.embed(int8, material.held_back), material.held_back_teacher, strangers.read_faces(material.table, len(material.held_back)))
        print(strangers.table(impostors), flush=True)
    return {'accuracy': accuracy, 'impostors': impostors, 'door': report.door_table(e, material.people)}, e
