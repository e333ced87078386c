"""The frozen part that is trained behind is the shipped file's own, to the last byte; and maps that are kept come back as they went in."""
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import pytest
import torch
from onnx import TensorProto, helper
from lintel_train import networks, selfcheck
from lintel_train.fronts import ExportedFront, Kept
from lintel_train.nets import Net
from lintel_train.recipes import Quantisation

MODEL = Path(__file__).resolve().parents[2] / 'resources' / 'model' / 'q.onnx'
POOLS = {'Pool2': (128, 26, 22), 'Pool3': (256, 12, 10), 'Pool4': (512, 5, 4)}


@pytest.mark.parametrize('pool', POOLS)
def test_the_trunk_gives_what_the_whole_file_computes_at_that_pool(pool):
    front = ExportedFront(MODEL, pool, 'cpu')
    whole = onnx.load(MODEL)
    whole.graph.output.append(helper.make_tensor_value_info(pool, TensorProto.UINT8, ['N', *POOLS[pool]]))
    pictures = selfcheck.pictures()[:2]
    found = front.maps(pictures)
    assert found.shape == (2, *POOLS[pool]) and found.dtype == torch.uint8 and front.scale > 0
    assert found.max() > 0
    opened = ort.InferenceSession(whole.SerializeToString(), providers=['CPUExecutionProvider'])
    np.testing.assert_array_equal(found.numpy(), opened.run([pool], {opened.get_inputs()[0].name: pictures})[0])


@pytest.mark.parametrize('pool', POOLS)
def test_the_network_goes_on_where_the_trunk_ends(pool):
    net = Net(networks.load('Q'), Quantisation('scaled-sign')).eval()
    front, back = net.cut(pool)
    assert front[-1].name == pool
    x = torch.rand(2, 3, 112, 96)
    with torch.no_grad():
        torch.testing.assert_close(net.run(back, net.run(front, x)), net(x))


def test_a_file_without_the_pool_is_refused():
    with pytest.raises(ValueError, match='Pool7'):
        ExportedFront(MODEL, 'Pool7', 'cpu')


def test_kept_maps_come_back_and_the_oldest_make_room():
    kept = Kept(10)
    for k in range(4):
        maps = torch.arange(k * 4, k * 4 + 4).float().view(4, 1, 1, 1).expand(4, 3, 2, 2)
        kept.add(maps, maps[:, :, 0, 0])
    assert kept.size == 10
    maps, truth = kept.draw(200, 3)
    assert maps.shape == (200, 3, 2, 2)
    assert torch.equal(maps[:, :, 0, 0], truth)
    assert set(truth[:, 0].int().tolist()) == set(range(6, 16))  # sixteen went in, the last ten are there
    assert torch.equal(kept.draw(200, 3)[1], truth) and not torch.equal(kept.draw(200, 4)[1], truth)
