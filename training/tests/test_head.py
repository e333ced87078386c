"""The frozen part that `train_head.py` trains behind is the shipped file's own, to the last byte."""
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import pytest
import torch
from onnx import TensorProto, helper

import train_head
from lintel_train import networks, selfcheck
from lintel_train.nets import Net

MODEL = Path(__file__).resolve().parents[2] / 'resources' / 'model' / 'q.onnx'


def run(model: bytes, output: str, pictures: np.ndarray) -> np.ndarray:
    opened = ort.InferenceSession(model, providers=['CPUExecutionProvider'])
    return opened.run([output], {opened.get_inputs()[0].name: pictures})[0]


@pytest.mark.parametrize('pool', train_head.CUTS)
def test_the_trunk_gives_what_the_whole_file_computes_at_that_pool(pool):
    cut, scale, shape = train_head.trunk(MODEL, pool)
    whole = onnx.load(MODEL)
    whole.graph.output.append(helper.make_tensor_value_info(pool, TensorProto.UINT8, ['N', *shape]))
    pictures = selfcheck.pictures()[:2]
    found = run(cut, pool, pictures)
    assert found.shape == (2, *shape) and found.dtype == np.uint8 and scale > 0
    assert found.max() > 0
    np.testing.assert_array_equal(found, run(whole.SerializeToString(), pool, pictures))


@pytest.mark.parametrize('pool', train_head.CUTS)
def test_the_head_goes_on_where_the_trunk_ends(pool):
    net = Net(networks.load('Q'))  # in training, so that batch norm keeps untrained layers finite
    maps = {}
    names = [op.name for op in net.network.ops]
    before = net.network.ops[names.index(pool) - 1].name
    net.steps[before].register_forward_hook(lambda m, i, o: maps.update(at=o))
    with torch.no_grad():
        whole = net(torch.rand(2, 3, 112, 96))
        head = net.run(train_head.head_of(net, pool), torch.nn.functional.max_pool2d(maps['at'], 2))
    torch.testing.assert_close(head, whole)
