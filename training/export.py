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

from lintel_train import calibration, card, embedding, folding, judged, model_card, networks, onnx_graph, report, selfcheck, states

HERE = Path(__file__).resolve().parent
LEAST_PARITY = 0.995
MOST_BYTES = 6_000_000


def options() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--state', type=Path, required=True, help='an exact .pt, or a folder with a travelling state')
    p.add_argument('--faces', type=Path, required=True, help='training faces, N x 112 x 112 x 3 bytes')
    p.add_argument('--dev', type=Path, required=True, help='held-out faces; DEV_teacher.npy beside them is read when there')
    p.add_argument('--labels', type=Path, default=HERE.parents[1] / 'shared' / 'faces' / 'dev.tsv', help='a row a held-out face, the person first')
    p.add_argument('--table', type=Path, default=HERE.parents[1] / 'shared' / 'faces' / 'train.tsv', help='a row a training face: what is known of it')
    p.add_argument('--held-back', type=int, default=4600, metavar='N', help='the first N training faces were not trained on: the strangers that the card counts; 0 = there are none')
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


def check_parity(int8, twin, slow, images: np.ndarray, threads: int) -> bool:
    """The file against PyTorch on the same crops, and how long one image takes. False when a cosine is under LEAST_PARITY."""
    cosine = embedding.cosines(int8(images), slow(images))
    print(f'int8 (onnxruntime) to float (PyTorch) on {len(images)} faces: cosine mean {cosine.mean():.5f}, least {cosine.min():.5f}')
    print(f'float: onnxruntime to PyTorch, least cosine {embedding.cosines(twin(images), slow(images)).min():.6f}')
    one = images[:1]
    print(f'one image, {threads} thread: int8 {milliseconds(int8, one):.1f} ms, float {milliseconds(twin, one):.1f} ms', flush=True)
    return bool(cosine.min() >= LEAST_PARITY)


def lost_to_int8(floats: np.ndarray, int8: np.ndarray, people: np.ndarray) -> dict:
    """Both networks' embeddings of the same held-out faces -> `lossOfInt8` of the card."""
    f, q = (report.error_rates(e, people, intervals=False) for e in (floats, int8))
    cosine = (floats * int8).sum(1)
    lost = round(100 * (f['balancedAccuracy'] - q['balancedAccuracy']), 3)
    print(f'lost to int8 on {len(people)} of them: {lost:.3f} points of balanced accuracy; cosine mean {cosine.mean():.5f}, least {cosine.min():.5f}')
    return {
        'faces': len(people),
        'cosine': {'mean': round(float(cosine.mean()), 5), 'least': round(float(cosine.min()), 5)},
        'balancedAccuracy': {'float': f['balancedAccuracy'], 'int8': q['balancedAccuracy'], 'lostPoints': lost},
        'fnmr': [{'fmr': a['fmr'], 'float': a['fnmr'], 'int8': b['fnmr']} for a, b in zip(f['fnmr'], q['fnmr'], strict=True)],
    }


def main() -> int:
    o = options()
    torch.set_num_threads(o.threads)
    network = networks.load('Q')
    weights, training = states.read_weights(o.state), json.loads(o.provenance.read_text())
    if weights.run not in ('', training['run']):
        print(f'refused: {o.state} is of the run {weights.run}, {o.provenance} tells of {training["run"]}', file=sys.stderr)
        return 1
    counters, folded = weights.counters, folding.fold(network, weights.tensors, weights.quantiser)
    try:
        material = judged.open_material(o.faces, o.dev, o.labels, o.table, o.held_back)
    except ValueError as e:
        print(e, file=sys.stderr)
        return 1
    faces, dev = embedding.open_faces(o.faces), material.dev
    chosen = np.linspace(0, len(faces) - 1, o.calibrate_on).astype(int)
    steps = calibration.calibrate(network, folded, np.ascontiguousarray(faces[chosen][:, :, embedding.COLUMNS]))
    print(f'{len(steps)} activation steps chosen on {o.calibrate_on} training faces', flush=True)
    metadata = {'lintel.format': str(onnx_graph.FORMAT), 'lintel.network': network.name, 'lintel.images': str(int(counters['seen']))}
    model = onnx_graph.serialise(onnx_graph.build(network, folded, steps, metadata))
    float_model = onnx_graph.serialise(onnx_graph.build_float(network, folded, metadata))
    if o.float:
        o.float.write_bytes(float_model)
    int8, twin, slow = embedding.session(model, o.threads), embedding.session(float_model, o.threads), calibration.Folded(network, folded)
    some = np.concatenate([dev[:: max(1, len(dev) // 40)], faces[7 :: max(1, len(faces) // 40)]])[:, :, embedding.COLUMNS]
    if not check_parity(int8, twin, slow, np.ascontiguousarray(some), o.threads) or len(model) > MOST_BYTES:
        print(f'refused: a cosine under {LEAST_PARITY}, or {len(model)} bytes where {MOST_BYTES} are allowed', file=sys.stderr)
        return 1
    judgement, e = judged.judge(int8, material)
    part = np.linspace(0, len(dev) - 1, min(o.float_faces, len(dev))).astype(int)
    loss = lost_to_int8(embedding.embed(twin, dev[part]), e[part], material.people[part])
    training.update(imagesSeen=int(counters['seen']), steps=int(counters['step']), hours=round(counters['spent'] / 3600, 2))
    pictures = selfcheck.pictures()
    checks = {'int8': int8(pictures), 'float': slow(pictures)}
    made = card.card(network, 'q.onnx', model, training, judgement, loss, checks)
    o.out.mkdir(parents=True, exist_ok=True)
    (o.out / 'q.onnx').write_bytes(model)
    (o.out / 'q.json').write_text(json.dumps(made, indent=1) + '\n')
    o.page.parent.mkdir(parents=True, exist_ok=True)
    o.page.write_text(model_card.render(made))
    print(f'{o.out / "q.onnx"}: {made["id"]}, {len(model)} bytes')
    return 0


if __name__ == '__main__':
    sys.exit(main())
