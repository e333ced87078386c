"""Judges a shipped file anew and writes what comes of it into its card and page; the file itself and the rest of the card stay as they are.

    python training/judge_again.py --model resources/model/q.onnx --faces ../training-data/faces.u8 --dev ../training-data/dev.u8
"""
import argparse
import json
import sys
from pathlib import Path

from lintel_train import card, embedding, judged, model_card

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / 'shared' / 'faces'


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--model', type=Path, required=True, help='q.onnx; q.json beside it is read and written')
    p.add_argument('--faces', type=Path, required=True)
    p.add_argument('--dev', type=Path, required=True)
    p.add_argument('--labels', type=Path, default=SHARED / 'dev.tsv')
    p.add_argument('--table', type=Path, default=SHARED / 'train.tsv')
    p.add_argument('--held-back', type=int, default=4600, metavar='N')
    p.add_argument('--page', type=Path, default=HERE.parent / 'docs' / 'model-card.md')
    p.add_argument('--threads', type=int, default=1)
    o = p.parse_args()
    path, model = o.model.with_suffix('.json'), o.model.read_bytes()
    old = json.loads(path.read_text())
    if card.identity(old['network'], model)[1] != old['sha256']:
        print(f'refused: {path} is the card of another file', file=sys.stderr)
        return 1
    judgement, _ = judged.judge(embedding.session(model, o.threads), judged.open_material(o.faces, o.dev, o.labels, o.table, o.held_back))
    new = card.judged_anew(old, judgement)
    path.write_text(json.dumps(new, indent=1) + '\n')
    o.page.write_text(model_card.render(new))
    print(f'{path} and {o.page} are written')
    return 0


if __name__ == '__main__':
    sys.exit(main())
