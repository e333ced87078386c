"""How good a state or a model file is, on the held-out split (never on LFW: that is for `npm run evaluate`).

    python training/judge.py ../training-state/q.pt resources/model/q.onnx --dev ../training-data/dev.u8

States are judged in float. Prints, for each, FNMR at each FMR with intervals from a bootstrap by person and the correlation with the teacher.
"""
import argparse
import sys
from pathlib import Path

import numpy as np

from lintel_train import calibration, embedding, folding, networks, onnx_graph, report, states

SHARED = Path(__file__).resolve().parents[2] / 'shared' / 'faces'


def few_bits(network, folded, o: argparse.Namespace, dev: np.ndarray, people: np.ndarray) -> None:
    """Prints error rates with activations rounded to fewer bits behind every layer, the steps chosen for each."""
    faces = embedding.open_faces(o.calibrate_on)
    images = np.ascontiguousarray(faces[np.linspace(0, len(faces) - 1, 48).astype(int)][:, :, embedding.COLUMNS])
    for bits in o.activation_bits:
        run = calibration.Folded(network, folded, calibration.calibrate(network, folded, images, bits=bits), bits)
        print(report.table(f'activations in {bits} bits', report.error_rates(embedding.embed(run, dev), people, intervals=False)), flush=True)


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('what', nargs='+', type=Path, help='.pt, travelling folder, or an exported .onnx')
    p.add_argument('--dev', type=Path, required=True)
    p.add_argument('--labels', type=Path, default=SHARED / 'dev.tsv')
    p.add_argument('--every', type=int, default=1, help='each Nth face only: quick')
    p.add_argument('--activation-bits', type=int, nargs='+', default=[], metavar='K', help='also with activations in K bits, without training for it')
    p.add_argument('--calibrate-on', type=Path, metavar='FACES', help='training faces (faces.u8) that --activation-bits needs')
    p.add_argument('--threads', type=int, default=1)
    o = p.parse_args()
    network = networks.load('Q')
    dev, people = embedding.open_faces(o.dev), report.read_people(o.labels)
    part = np.arange(0, len(dev), o.every)
    teacher = o.dev.with_name(o.dev.stem + '_teacher.npy')
    t = np.load(teacher)[part] if teacher.exists() else None
    for path in o.what:
        if path.suffix == '.onnx':
            run = embedding.session(str(path), o.threads)
        else:
            weights = states.read_weights(path)
            folded = folding.fold(network, weights.tensors, weights.quantiser)
            run = embedding.session(onnx_graph.serialise(onnx_graph.build_float(network, folded, {})), o.threads)
        e = embedding.embed(run, dev[part])
        rates = report.error_rates(e, people[part])
        print(report.table(str(path), rates))
        if t is not None:
            print(f'  correlation of all pairs with the teacher {report.agreement(e, t):.4f}', flush=True)
        if o.activation_bits and path.suffix != '.onnx':
            few_bits(network, folded, o, dev[part], people[part])
    return 0


if __name__ == '__main__':
    sys.exit(main())
