"""The teacher: a face network in ONNX, run by onnxruntime on one core of the CPU, also where a GPU trains.

It is run on every new view. On a core of its own that takes 3 ms; sixteen of them make views and teach faster than a GPU asks for (a batch is only in part
new), and one way gives equal bits everywhere. Turned into PyTorch it would need 35 operators of our own, attention included, for nothing that was missing.
"""
from pathlib import Path

import numpy as np
import onnxruntime as ort

TOGETHER = 16  # pictures in a call: always so many, so that a picture's bits do not depend on who computes it beside which others


class Teacher:
    """N x 112 x 112 x 3 uint8 RGB -> N x D float32, unit rows."""

    def __init__(self, model: Path):
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = ort.InferenceSession(str(model), options, providers=['CPUExecutionProvider'])
        self.input = self.session.get_inputs()[0].name

    def __call__(self, pictures: np.ndarray) -> np.ndarray:
        x = ((np.asarray(pictures, np.float32) - 127.5) / 127.5).transpose(0, 3, 1, 2)
        e = np.concatenate([self.session.run(None, {self.input: np.ascontiguousarray(x[k : k + TOGETHER])})[0] for k in range(0, len(x), TOGETHER)])
        return e / np.linalg.norm(e, axis=1, keepdims=True)

    def both_sides(self, pictures: np.ndarray) -> np.ndarray:
        """Image and mirror averaged, as the embeddings beside the faces are."""
        pictures = np.asarray(pictures)
        e = self(pictures) + self(pictures[:, :, ::-1])
        return e / np.linalg.norm(e, axis=1, keepdims=True)
