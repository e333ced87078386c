"""The JSON card beside a model file: what it is, how it was trained, how good it is, and how to see that an engine computes it right."""
import base64
import hashlib

import numpy as np

FORMAT = 1
LEAST_COSINE = 0.999


def floats(array: np.ndarray) -> str:
    """Base64 of little-endian float32."""
    return base64.b64encode(np.ascontiguousarray(array, '<f4').tobytes()).decode()


def identity(network: str, model: bytes) -> tuple[str, str]:
    """-> (id, SHA-256 in hexadecimal). The id names the network and these very bytes."""
    digest = hashlib.sha256(model).hexdigest()
    return f'{network.lower()}-{digest[:12]}', digest


def card(network, file: str, model: bytes, training: dict, accuracy: dict, impostors: dict, loss: dict, checks: dict, door: list[dict] | None = None) -> dict:
    """checks: {'int8': 8 x 1024, 'float': 8 x 1024} embeddings of `selfcheck.pictures()`; door: rows of `report.door_rates`. Keys stand in a fixed order: equal input, equal bytes."""
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
        'accuracy': accuracy,
        'lossOfInt8': loss,
        'impostors': impostors,
        **({'door': door} if door else {}),
        'thresholds': [{'fmr': row['fmr'], 'threshold': row['threshold']} for row in accuracy['heldOut']['fnmr']],
        'selfCheck': {
            'pictures': 'training/lintel_train/selfcheck.py, [Note: self-check pictures]',
            'seeds': list(range(1, 9)),
            'encoding': 'base64 of 8 x 1024 little-endian float32, not normalised',
            'leastCosine': LEAST_COSINE,
            'int8': floats(checks['int8']),
            'float': floats(checks['float']),
        },
    }
