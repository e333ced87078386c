"""How fast would activations of 4, 2 and 1 bits be? One layer of each stage of Q, on one thread: bit counting of our own against onnxruntime's int8 convolution.

    python training/bit_speed.py [--repeats 200]

Needs a C compiler and a processor with AVX-512 VPOPCNTDQ; says so and ends where either is missing. Our product starts from packed planes: cutting the
map into 3 x 3 windows and packing it would cost more time still, so the real gain is smaller than printed. Each result is compared with a plain one.
"""
import argparse
import ctypes
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

HERE = Path(__file__).resolve().parent
# (stage, channels, rows, columns of the map): Q's stages at 112 x 96
LAYERS = [('Conv2_x', 64, 56, 48), ('Conv3_x', 128, 28, 24), ('Conv4_x', 256, 14, 12), ('Conv5_x', 512, 5, 4)]


def build(folder: str) -> ctypes.CDLL | None:
    flags = Path('/proc/cpuinfo').read_text(encoding='utf-8') if Path('/proc/cpuinfo').exists() else ''
    if 'avx512_vpopcntdq' not in flags:
        print('no AVX-512 VPOPCNTDQ on this processor: nothing to time')
        return None
    library = f'{folder}/bit_speed.so'
    try:
        subprocess.run(['cc', '-O3', '-march=native', '-shared', '-fPIC', str(HERE / 'bit_speed.c'), '-o', library], check=True)
    except (FileNotFoundError, subprocess.CalledProcessError) as e:
        print(f'no C compiler that builds it: {e}')
        return None
    return ctypes.CDLL(library)


def aligned(shape: tuple[int, ...], dtype=np.uint8) -> np.ndarray:
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    raw = np.zeros(size + 64, np.uint8)
    return raw[-raw.ctypes.data % 64 :][:size].view(dtype).reshape(shape)


def packed(values: np.ndarray) -> np.ndarray:
    """rows x k of 0 and 1 -> rows x words x 64 bytes, padded with 0."""
    words = -(-values.shape[1] // 512)
    out = aligned((len(values), words, 64))
    bits = np.packbits(values.astype(np.uint8), axis=1, bitorder='little')
    out.reshape(len(values), -1)[:, : bits.shape[1]] = bits
    return out


def planes_of(levels: np.ndarray, bits: int) -> np.ndarray:
    """rows x k of 0 .. 2^bits - 1 -> rows x bits x words x 64 bytes."""
    planes = [packed(levels >> b & 1) for b in range(bits)]
    out = aligned((len(levels), bits, *planes[0].shape[1:]))
    for b, plane in enumerate(planes):
        out[:, b] = plane
    return out


def product(library: ctypes.CDLL, planes: np.ndarray, w: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """-> rows x columns int32. Rows are a multiple of 2, columns of 4."""
    rows, bits, words = planes.shape[:3]
    out = aligned((rows, len(w)), np.int32) if out is None else out
    library.bit_product(*(ctypes.c_void_p(x.ctypes.data) for x in (planes, w, out)), rows, len(w), words, bits)
    return out


def int8_layer(channels: int, rows: int, columns: int) -> tuple[ort.InferenceSession, np.ndarray]:
    rng = np.random.RandomState(1)
    weights = np.where(rng.rand(channels, channels, 3, 3) < 0.5, -1, 1).astype(np.int8)
    constants = {'s': np.float32(1), 'z': np.uint8(0), 'ws': np.float32(1), 'wz': np.int8(0), 'ys': np.float32(64), 'yz': np.uint8(0), 'w': weights}
    node = helper.make_node('QLinearConv', ['x', 's', 'z', 'w', 'ws', 'wz', 'ys', 'yz'], ['y'], pads=[1, 1, 1, 1])
    shape = [1, channels, rows, columns]
    graph = helper.make_graph(
        [node],
        'layer',
        [helper.make_tensor_value_info('x', TensorProto.UINT8, shape)],
        [helper.make_tensor_value_info('y', TensorProto.UINT8, shape)],
        [numpy_helper.from_array(np.asarray(v), n) for n, v in constants.items()],
    )
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17)], ir_version=8)
    return ort.InferenceSession(model.SerializeToString(), options, providers=['CPUExecutionProvider']), rng.randint(0, 255, shape).astype(np.uint8)


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--repeats', type=int, default=200)
    o = p.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = build(folder)
        if library is None:
            return 0
        print('stage     map            int8 ms   ' + ''.join(f'{k} bit ms (int8 / it)   ' for k in (4, 2, 1)))
        for stage, channels, rows, columns in LAYERS:
            session, image = int8_layer(channels, rows, columns)
            rng = np.random.RandomState(2)
            m, k = rows * columns, 9 * channels
            signs = rng.rand(channels, k) < 0.5
            w = packed(signs)
            runs = {8: lambda session=session, image=image: session.run(None, {'x': image})}
            for bits in (4, 2, 1):
                levels = rng.randint(0, 2**bits, (m, k))
                planes = planes_of(levels, bits)
                out = product(library, planes, w)
                wanted = levels.astype(np.int64) @ np.where(signs, 1, -1).T
                if not np.array_equal(out, wanted):
                    raise AssertionError(f'{stage}, {bits} bits: the bit product is wrong')
                runs[bits] = lambda planes=planes, w=w, out=out: product(library, planes, w, out)
            times = {b: [] for b in runs}
            for _ in range(o.repeats):  # in turn: a busy machine slows all of them alike
                for bits, run in runs.items():
                    begun = time.perf_counter()
                    run()
                    times[bits].append(1000 * (time.perf_counter() - begun))
            ms = {b: float(np.median(t)) for b, t in times.items()}
            print(f'{stage}   {channels:3} x {rows} x {columns:<4}  {ms[8]:7.3f}   ' + ''.join(f'{ms[b]:7.3f} ({ms[8] / ms[b]:4.2f})         ' for b in (4, 2, 1)))
    return 0


if __name__ == '__main__':
    sys.exit(main())
