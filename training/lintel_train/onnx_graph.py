"""A folded network as a standard ONNX file with packed sign bits: 5.9 MB for Q.

Each one-bit layer's signs stand as bytes (1 = +1, most significant bit first, in out, in, row, column order) and are spread to int8 +-1
in front of the layer by Cast -> Gather(table of 256 x 8) -> Reshape. An engine folds this when it loads the file. Layers run as QLinearConv
on uint8 activations with zero point 0, so ReLU is the clamp at 0; a unit's sum is com.microsoft.QLinearAdd; the last layer is QGemm with float output.
"""
from dataclasses import dataclass

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .folding import FoldedLayer
from .networks import Network

OPSET, IR_VERSION, FORMAT = 17, 8, 1
INPUT, OUTPUT = 'image', 'embedding'


@dataclass
class Graph:
    """What is being written: nodes and initialisers in their order."""

    nodes: list
    tensors: list

    def tensor(self, name: str, array: np.ndarray) -> str:
        self.tensors.append(numpy_helper.from_array(np.asarray(array, order='C'), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = '', **attributes) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output


def _spread_signs(graph: Graph, layer: FoldedLayer) -> str:
    """Packed bits -> int8 +-1 of the layer's own shape."""
    bits = layer.values.reshape(-1) > 0
    if bits.size % 8:
        raise ValueError(f'{layer.name}: {bits.size} weights are not a whole number of bytes')
    packed = graph.tensor(f'{layer.name}/bits', np.packbits(bits))
    shape = graph.tensor(f'{layer.name}/shape', np.array(layer.values.shape, np.int64))
    index = graph.node('Cast', [packed], f'{layer.name}/index', to=TensorProto.INT32)
    spread = graph.node('Gather', ['signs', index], f'{layer.name}/spread', axis=0)
    return graph.node('Reshape', [spread, shape], f'{layer.name}/weights')


def _whole_bias(layer: FoldedLayer, in_scale: float) -> np.ndarray:
    """The bias in units of in_scale * gain, as the kernels add it to their sums."""
    return np.clip(np.rint(layer.bias.astype(np.float64) / (in_scale * layer.gain.astype(np.float64))), -(2**30), 2**30).astype(np.int32)


def _scale(graph: Graph, name: str, scale: float) -> str:
    return graph.tensor(f'{name}/scale', np.array(scale, np.float32))


def _first(graph: Graph, layer: FoldedLayer) -> str:
    """The float layer: bytes -> float, (p - 127.5) / 128 folded into weights and bias (exact, as the layer is not padded), quantised behind."""
    if layer.pad:
        raise ValueError(f'{layer.name}: a padded first layer cannot take the normalisation into its weights')
    weights = graph.tensor(f'{layer.name}/weights', layer.values / np.float32(128))
    bias = graph.tensor(f'{layer.name}/bias', (layer.bias - layer.values.astype(np.float64).sum((1, 2, 3)) * 127.5 / 128).astype(np.float32))
    floats = graph.node('Cast', [INPUT], f'{INPUT}/float', to=TensorProto.FLOAT)
    planes = graph.node('Transpose', [floats], f'{INPUT}/planes', perm=[0, 3, 1, 2])
    out = graph.node('Conv', [planes, weights, bias], f'{layer.name}/float', kernel_shape=[3, 3])
    return graph.node('QuantizeLinear', [out, f'{layer.name}/scale', 'zero'], layer.name)


def _one_bit(graph: Graph, layer: FoldedLayer, x: str, in_scale: float, x_scale: str) -> str:
    weights = _spread_signs(graph, layer)
    gain = graph.tensor(f'{layer.name}/gain', layer.gain)
    bias = graph.tensor(f'{layer.name}/bias', _whole_bias(layer, in_scale))
    return graph.node(
        'QLinearConv',
        [x, x_scale, 'zero', weights, gain, 'weight_zero', f'{layer.name}/scale', 'zero', bias],
        layer.name,
        kernel_shape=[3, 3],
        pads=[layer.pad] * 4,
    )


def build(network: Network, folded: dict[str, FoldedLayer], scales: dict[str, float], metadata: dict[str, str]) -> onnx.ModelProto:
    """scales: the activation's step behind every convolution and unit, by name (`calibration.py`). metadata: `lintel.*` properties.

    Input `image`: uint8, N x 112 x 96 x 3, RGB. Output `embedding`: float32, N x 1024. Equal arguments give equal bytes.
    """
    graph = Graph([], [])
    table = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(np.int8) * 2 - 1
    graph.tensor('signs', table)
    graph.tensor('zero', np.array(0, np.uint8))
    graph.tensor('weight_zero', np.array(0, np.int8))
    for name, scale in scales.items():
        _scale(graph, name, scale)
    x, step = INPUT, ''
    for op in network.ops:
        if op.kind == 'conv' and not op.one_bit:
            x = step = _first(graph, folded[op.name])
        elif op.kind == 'conv':
            x = step = _one_bit(graph, folded[op.name], x, scales[step], f'{step}/scale')
        elif op.kind == 'pool':
            x = graph.node('MaxPool', [x], op.name, kernel_shape=[2, 2], strides=[2, 2])
        elif op.kind == 'unit':
            inside, inside_step = x, step
            for conv in op.convs:
                inside = _one_bit(graph, folded[conv.name], inside, scales[inside_step], f'{inside_step}/scale')
                inside_step = conv.name
            operands = [x, f'{step}/scale', 'zero', inside, f'{inside_step}/scale', 'zero', f'{op.name}/scale', 'zero']
            x = step = graph.node('QLinearAdd', operands, op.name, domain='com.microsoft')
        else:
            _last(graph, folded[op.name], x, scales[step], step)
    return _model(graph, network, metadata)


def _last(graph: Graph, layer: FoldedLayer, x: str, in_scale: float, step: str) -> str:
    flat = graph.node('Flatten', [x], f'{layer.name}/flat', axis=1)
    weights = _spread_signs(graph, layer)
    gain = graph.tensor(f'{layer.name}/gain', layer.gain)
    bias = graph.tensor(f'{layer.name}/bias', _whole_bias(layer, in_scale))
    zeros = graph.tensor(f'{layer.name}/zeros', np.zeros(layer.gain.shape, np.int8))  # QGemm wants one for each scale
    inputs = [flat, f'{step}/scale', 'zero', weights, gain, zeros, bias]
    return graph.node('QGemm', inputs, OUTPUT, domain='com.microsoft', transB=1)


def build_float(network: Network, folded: dict[str, FoldedLayer], metadata: dict[str, str]) -> onnx.ModelProto:
    """The same network in plain float32 ONNX (184 MB): the twin that the int8 file is measured against. Not shipped."""
    graph = Graph([], [])

    def conv(layer: FoldedLayer, x: str) -> str:
        weights = graph.tensor(f'{layer.name}/weights', layer.values * layer.gain.reshape(-1, 1, 1, 1))
        bias = graph.tensor(f'{layer.name}/bias', layer.bias)
        out = graph.node('Conv', [x, weights, bias], f'{layer.name}/sum', kernel_shape=[3, 3], pads=[layer.pad] * 4)
        return graph.node('Relu', [out], layer.name)

    floats = graph.node('Cast', [INPUT], f'{INPUT}/float', to=TensorProto.FLOAT)
    centred = graph.node('Sub', [floats, graph.tensor('middle', np.array(127.5, np.float32))], f'{INPUT}/centred')
    scaled = graph.node('Div', [centred, graph.tensor('range', np.array(128, np.float32))], f'{INPUT}/scaled')
    x = graph.node('Transpose', [scaled], f'{INPUT}/planes', perm=[0, 3, 1, 2])
    for op in network.ops:
        if op.kind == 'conv':
            x = conv(folded[op.name], x)
        elif op.kind == 'pool':
            x = graph.node('MaxPool', [x], op.name, kernel_shape=[2, 2], strides=[2, 2])
        elif op.kind == 'unit':
            inside = x
            for c in op.convs:
                inside = conv(folded[c.name], inside)
            x = graph.node('Add', [x, inside], op.name)
        else:
            layer = folded[op.name]
            flat = graph.node('Flatten', [x], f'{op.name}/flat', axis=1)
            weights = graph.tensor(f'{op.name}/weights', layer.values * layer.gain.reshape(-1, 1))
            graph.node('Gemm', [flat, weights, graph.tensor(f'{op.name}/bias', layer.bias)], OUTPUT, transB=1)
    return _model(graph, network, metadata)


def _model(graph: Graph, network: Network, metadata: dict[str, str]) -> onnx.ModelProto:
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            f'lintel-{network.name}',
            [helper.make_tensor_value_info(INPUT, TensorProto.UINT8, ['N', network.height, network.width, 3])],
            [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ['N', network.embedding])],
            graph.tensors,
        ),
        opset_imports=[helper.make_opsetid('', OPSET), helper.make_opsetid('com.microsoft', 1)],
        producer_name='lintel training/export.py',
        ir_version=IR_VERSION,
    )
    helper.set_model_props(model, metadata)
    return model


def serialise(model: onnx.ModelProto) -> bytes:
    """Equal models give equal bytes."""
    return model.SerializeToString(deterministic=True)
