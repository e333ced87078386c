import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { networksJson, networksJsonText } from './json.ts';
import { NETWORKS, NETWORK_NAMES } from './layers.ts';
import { compression, countMultiplications, countWeights, multiplicationsAsPrinted, steps } from './measures.ts';

describe('the networks of table 1', () => {
  it.each([
    ['A', 43_599_712, 32_770_912],
    ['B', 45_516_640, 34_687_840],
    ['C', 56_833_888, 46_005_088],
    ['Q', 56_833_888, 46_005_088],
  ] as const)('%s has %i weights with Fc6, %i without', (name, withFc6, withoutFc6) => {
    expect(countWeights(NETWORKS[name])).toMatchObject({ withFc6, withoutFc6, fc6: 10_828_800 });
  });

  it('Q keeps 864 floats and 46,004,224 bits', () => {
    expect(countWeights(NETWORKS.Q)).toMatchObject({ float: 864, binary: 46_004_224 });
    for (const name of ['A', 'B', 'C'] as const) expect(countWeights(NETWORKS[name]).binary).toBe(0);
  });

  it.each([
    ['A', 2_118_603_136, 2_214_818_176, 2.21],
    ['B', 2_963_820_928, 3_060_035_968, 3.06],
    ['C', 4_142_141_824, 4_238_356_864, 4.24],
  ] as const)('%s multiplies %i times, %i as table 3 counts, printed %f', (name, output, table3, printed) => {
    expect(countMultiplications(NETWORKS[name], 'output')).toBe(output);
    expect(countMultiplications(NETWORKS[name], 'table3')).toBe(table3);
    expect(Number((table3 / 1e9).toFixed(2))).toBe(printed);
  });

  it("Q's printed 2.12 is half of C's", () => {
    expect(multiplicationsAsPrinted('Q')).toBe(4_238_356_864 / 2);
    expect((multiplicationsAsPrinted('Q') / 1e9).toFixed(2)).toBe('2.12');
  });

  it('compresses 22.78 without Fc6, and 3.55 with it where the paper prints 3.81', () => {
    expect(compression('Q', 'A', { fc6: false }).toFixed(2)).toBe('22.78');
    expect(compression('Q', 'A', { fc6: true }).toFixed(2)).toBe('3.55');
    expect(compression('B', 'A', { fc6: true }).toFixed(2)).toBe('0.96');
    expect(compression('B', 'A', { fc6: false }).toFixed(2)).toBe('0.94');
    expect(compression('C', 'A', { fc6: true }).toFixed(2)).toBe('0.77');
    expect(compression('C', 'A', { fc6: false }).toFixed(2)).toBe('0.71');
    // the printed 3.81 follows if A keeps its true Fc6 and Q's is taken as 1.0e7 weights
    const q = countWeights(NETWORKS.Q);
    expect((countWeights(NETWORKS.A).withFc6 / (q.float + q.binary / 32 + 1e7)).toFixed(2)).toBe('3.81');
  });

  it.each(NETWORK_NAMES)('%s has the sizes of table 1', (name) => {
    const out = Object.fromEntries(steps(NETWORKS[name]).map((s) => [s.layer.name, [s.out.height, s.out.width, s.out.channels]]));
    expect(out).toMatchObject({
      Conv1a: [110, 94, 32],
      Conv1b: [108, 92, 64],
      Pool1: [54, 46, 64],
      'Conv2_1.1': [54, 46, 64],
      Conv2: [52, 44, 128],
      Pool2: [26, 22, 128],
      'Conv3_2.2': [26, 22, 128],
      Conv3: [24, 20, 256],
      Pool3: [12, 10, 256],
      'Conv4_5.2': [12, 10, 256],
      Conv4: [10, 8, 512],
      Pool4: [5, 4, 512],
      'Conv5_3.2': [5, 4, 512],
      Fc5: [1, 1, 1024],
    });
  });

  it('feeds each step what the one before it gives', () => {
    for (const name of NETWORK_NAMES) {
      for (const { layer, in: shape } of steps(NETWORKS[name])) {
        if (layer.kind === 'conv') expect(shape.channels).toBe(layer.in);
        if (layer.kind === 'fc') expect(shape.channels * shape.height * shape.width).toBe(layer.in);
      }
    }
  });

  it('Q is C with one-bit weights everywhere but in Conv1a', () => {
    const strip = (name: 'C' | 'Q') =>
      JSON.parse(JSON.stringify(NETWORKS[name].layers, (k, v: unknown) => (k === 'binary' ? undefined : v))) as unknown;
    expect(strip('Q')).toEqual(strip('C'));
    expect(
      steps(NETWORKS.Q)
        .filter((s) => s.layer.kind !== 'pool' && !s.layer.binary)
        .map((s) => s.layer.name),
    ).toEqual(['Conv1a']);
  });
});

it('resources/networks.json is what this code gives', () => {
  const text = readFileSync(new URL('../../../resources/networks.json', import.meta.url), 'utf8');
  expect(text, 'run `node bench/write-networks.ts`').toBe(networksJsonText());
  expect(JSON.parse(text)).toEqual(networksJson());
});
