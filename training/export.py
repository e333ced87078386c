"""A trained state -> the model file and its card.

    python training/export.py --state ../training-state/q.pt --faces ../training-data/faces.u8 --dev ../training-data/dev.u8 --out resources/model

Folds batch norm, chooses the activations' steps on training faces, writes `q.onnx` (packed signs, int8) and `q.json`, then judges what it wrote:
onnxruntime against PyTorch in float, the held-out split in int8 and in float. Equal input gives equal bytes. Writes nothing when a check fails.
"""
import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch

from lintel_train import calibration, card, embedding, folding, groups, model_card, networks, onnx_graph, report, selfcheck, states

HERE = Path(__file__).resolve().parent
LEAST_PARITY = 0.995
MOST_BYTES = 6_000_000


def options() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--state', type=Path, required=True, help='exact .pt, starter .npz, or a folder with a travelling state')
    p.add_argument('--faces', type=Path, required=True, help='training faces, N x 112 x 112 x 3 bytes')
    p.add_argument('--dev', type=Path, required=True, help='held-out faces; DEV_teacher.npy beside them is read when there')
    p.add_argument('--labels', type=Path, default=HERE.parents[1] / 'shared' / 'faces' / 'dev.tsv', help='a row a held-out face, the person first')
    p.add_argument('--groups', type=Path, default=HERE.parents[1] / 'shared' / 'faces' / 'train.tsv', help='a row a training face; UTKFace rows are judged by group')
    p.add_argument('--group-size', type=int, default=120)
    p.add_argument('--page', type=Path, default=HERE.parent / 'docs' / 'model-card.md', help='the card for people to read')
    p.add_argument('--provenance', type=Path, default=HERE / 'provenance.json')
    p.add_argument('--out', type=Path, required=True)
    p.add_argument('--calibrate-on', type=int, default=192, metavar='N')
    p.add_argument('--float-faces', type=int, default=600, metavar='N', help='held-out faces that the float network is run on')
    p.add_argument('--float', type=Path, metavar='FILE', help='also write the float twin as plain ONNX')
    p.add_argument('--threads', type=int, default=1)
    return p.parse_args()


def milliseconds(run, image: np.ndarray, times: int = 15) -> float:
    """Median of one image."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        run(image)
        taken.append(time.perf_counter() - begun)
    return 1000 * float(np.median(taken))


def check_parity(int8, twin, images: np.ndarray) -> bool:
    cosine = embedding.cosines(int8(images), twin(images))
    print(f'int8 (onnxruntime) to float (PyTorch) on {len(images)} faces: cosine mean {cosine.mean():.5f}, least {cosine.min():.5f}')
    return bool(cosine.min() >= LEAST_PARITY)


def main() -> int:
    o = options()
    torch.set_num_threads(o.threads)
    network = networks.load('Q')
    tensors, counters = states.read_weights(o.state)
    folded = folding.fold(network, tensors)
    faces, dev, people = embedding.open_faces(o.faces), embedding.open_faces(o.dev), report.read_people(o.labels)
    if len(people) != len(dev):
        print(f'{o.labels} has {len(people)} rows, {o.dev} {len(dev)} faces', file=sys.stderr)
        return 1
    begun = time.time()
    chosen = np.linspace(0, len(faces) - 1, o.calibrate_on).astype(int)
    steps = calibration.calibrate(network, folded, np.ascontiguousarray(faces[chosen][:, :, embedding.COLUMNS]))
    print(f'{len(steps)} activation steps chosen on {o.calibrate_on} training faces, {time.time() - begun:.0f} s', flush=True)
    metadata = {'lintel.format': str(onnx_graph.FORMAT), 'lintel.network': network.name, 'lintel.images': str(int(counters['seen']))}
    model = onnx_graph.serialise(onnx_graph.build(network, folded, steps, metadata))
    if o.float:
        o.float.write_bytes(onnx_graph.serialise(onnx_graph.build_float(network, folded, metadata)))
    int8 = embedding.session(model, o.threads)
    twin = embedding.session(onnx_graph.serialise(onnx_graph.build_float(network, folded, metadata)), o.threads)
    slow = calibration.Folded(network, folded)
    some = np.concatenate([dev[:: max(1, len(dev) // 40)], faces[7 :: max(1, len(faces) // 40)]])[:, :, embedding.COLUMNS]
    some = np.ascontiguousarray(some)
    fine = check_parity(int8, slow, some) and len(model) <= MOST_BYTES
    print(f'float: onnxruntime to PyTorch least cosine {embedding.cosines(twin(some), slow(some)).min():.6f}')
    one = some[:1]
    print(f'one image, {o.threads} thread: int8 {milliseconds(int8, one):.1f} ms, float {milliseconds(twin, one):.1f} ms; {len(model)} bytes', flush=True)
    if not fine:
        print(f'refused: a cosine under {LEAST_PARITY}, or more than {MOST_BYTES} bytes', file=sys.stderr)
        return 1

    emb = embedding.embed(int8, dev)
    rates = report.error_rates(emb, people)
    print(report.table('held-out split, int8', rates), flush=True)
    accuracy = {'heldOut': rates}
    teacher = o.dev.with_name(o.dev.stem + '_teacher.npy')
    if teacher.exists():
        t = np.load(teacher).astype(np.float32)
        t /= np.linalg.norm(t, axis=1, keepdims=True)
        accuracy['heldOut']['correlationWithTeacher'] = report.agreement(emb, t)
        accuracy['teacherThere'] = report.error_rates(t, people, intervals=False)
        print(f'  correlation of all pairs with the teacher {accuracy["heldOut"]["correlationWithTeacher"]:.4f}')
    if o.groups.exists():
        at = next(row for row in rates['fnmr'] if row['fmr'] == 1e-3)
        picked = groups.pick(groups.labelled(o.groups), o.group_size)
        rows = groups.false_matches({name: embedding.embed(int8, faces[chosen]) for name, chosen in picked.items()}, at['threshold'])
        accuracy['groups'] = {'set': 'UTKFace, training faces', 'fmr': at['fmr'], 'threshold': at['threshold'], 'rows': rows}
        print('\n'.join(f'  {row["group"]:<16} {row["faces"]} faces, FMR {row["fmr"]:.3g}' for row in rows), flush=True)
    part = np.linspace(0, len(dev) - 1, min(o.float_faces, len(dev))).astype(int)
    floats = embedding.embed(twin, dev[part])
    f, q = (report.error_rates(e, people[part], intervals=False) for e in (floats, emb[part]))
    loss = {
        'faces': len(part),
        'cosine': {'mean': round(float((floats * emb[part]).sum(1).mean()), 5), 'least': round(float((floats * emb[part]).sum(1).min()), 5)},
        'balancedAccuracy': {'float': f['balancedAccuracy'], 'int8': q['balancedAccuracy'], 'lostPoints': round(100 * (f['balancedAccuracy'] - q['balancedAccuracy']), 3)},
        'fnmr': [{'fmr': a['fmr'], 'float': a['fnmr'], 'int8': b['fnmr']} for a, b in zip(f['fnmr'], q['fnmr'], strict=True)],
    }
    print(f'lost to int8 on {len(part)} of them: {loss["balancedAccuracy"]["lostPoints"]:.3f} points of balanced accuracy; cosine {loss["cosine"]}')
    training = {**json.loads(o.provenance.read_text()), 'imagesSeen': int(counters['seen']), 'steps': int(counters['step']), 'hours': round(counters['spent'] / 3600, 2)}
    pictures = selfcheck.pictures()
    made = card.card(network, 'q.onnx', model, training, accuracy, report.impostor_tail(emb, people), loss, {'int8': int8(pictures), 'float': slow(pictures)})
    o.out.mkdir(parents=True, exist_ok=True)
    (o.out / 'q.onnx').write_bytes(model)
    (o.out / 'q.json').write_text(json.dumps(made, indent=1) + '\n')
    o.page.parent.mkdir(parents=True, exist_ok=True)
    o.page.write_text(model_card.render(made))
    print(f'{o.out / "q.onnx"}: {made["id"]}')
    return 0


if __name__ == '__main__':
    sys.exit(main())
