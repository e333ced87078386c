"""The frozen part that `train_head.py` trains behind is the shipped file's own, to the last byte."""
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper

import train_head
from lintel_train import selfcheck

MODEL = Path(__file__).resolve().parents[2] / 'resources' / 'model' / 'q.onnx'


def run(model: bytes, output: str, pictures: np.ndarray) -> np.ndarray:
    opened = ort.InferenceSession(model, providers=['CPUExecutionProvider'])
    return opened.run([output], {opened.get_inputs()[0].name: pictures})[0]


def test_the_trunk_gives_what_the_whole_file_computes_at_its_last_pool():
    cut, scale, shape = train_head.trunk(MODEL)
    whole = onnx.load(MODEL)
    whole.graph.output.append(helper.make_tensor_value_info(train_head.CUT, TensorProto.UINT8, ['N', *shape]))
    pictures = selfcheck.pictures()[:2]
    found = run(cut, train_head.CUT, pictures)
    assert found.shape == (2, *shape) and found.dtype == np.uint8 and scale > 0
    assert found.max() > 0
    np.testing.assert_array_equal(found, run(whole.SerializeToString(), train_head.CUT, pictures))
