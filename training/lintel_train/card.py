"""The JSON card beside a model file: what it is, how it was trained, how good it is, and how to see that an engine computes it right."""
import base64
import hashlib

import numpy as np

from .statistics import FMRS

FORMAT = 1
LEAST_COSINE = 0.999


def floats(array: np.ndarray) -> str:
    """Base64 of little-endian float32."""
    return base64.b64encode(np.ascontiguousarray(array, '<f4').tobytes()).decode()


def identity(network: str, model: bytes) -> tuple[str, str]:
    """-> (id, SHA-256 in hexadecimal). The id names the network and these very bytes."""
    digest = hashlib.sha256(model).hexdigest()
    return f'{network.lower()}-{digest[:12]}', digest


def card(network, file: str, model: bytes, training: dict, judgement: dict, loss: dict, checks: dict) -> dict:
    """judgement: `accuracy`, `impostors`, `door` of `judged.judge`; checks: {'int8': 8 x 1024, 'float': 8 x 1024} embeddings of `selfcheck.pictures()`.
    Keys stand in a fixed order: equal input, equal bytes."""
    name, digest = identity(network.name, model)
    return {
        'format': FORMAT,
        'id': name,
        'file': file,
        'bytes': len(model),
        'sha256': digest,
        'network': network.name,
        'input': {
            'name': 'image',
            'type': 'uint8',
            'shape': ['N', network.height, network.width, 3],
            'colour': 'RGB',
            'columns': [8, 103],
            'normalisation': '(p - 127.5) / 128, inside the file',
        },
        'output': {'name': 'embedding', 'type': 'float32', 'shape': ['N', network.embedding]},
        'embedding': {
            'length': 2 * network.embedding,
            'how': "the image's output, then its mirror image's, end to end; then divided by the length of all of it",
            'compared': 'cosine',
        },
        'training': training,
        **_judged(judgement, loss),
        'selfCheck': {
            'pictures': 'training/lintel_train/selfcheck.py, [Note: self-check pictures]',
            'seeds': list(range(1, 9)),
            'encoding': 'base64 of 8 x 1024 little-endian float32, not normalised',
            'leastCosine': LEAST_COSINE,
            'int8': floats(checks['int8']),
            'float': floats(checks['float']),
        },
    }


def _judged(judgement: dict, loss: dict) -> dict:
    """The part of the card that judging fills, in its order. `thresholds`: of strangers in general, where the tail reaches."""
    tail = {f: t for f, t in judgement['impostors']['tail']}
    return {
        'accuracy': judgement['accuracy'],
        'lossOfInt8': loss,
        'impostors': judgement['impostors'],
        **({'door': judgement['door']} if judgement['door'] else {}),
        'thresholds': [{'fmr': fmr, 'threshold': tail[fmr]} for fmr in FMRS if fmr in tail],
    }


def judged_anew(card: dict, judgement: dict) -> dict:
    """A card with another judgement of the same file."""
    new = _judged(judgement, card['lossOfInt8'])
    old = {k: v for k, v in card.items() if k not in (*new, 'door', 'selfCheck')}
    return {**old, **new, 'selfCheck': card['selfCheck']}
