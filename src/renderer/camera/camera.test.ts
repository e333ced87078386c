import { describe, expect, it } from 'vitest';
import { chooseDevice, faultOf, pauseBefore } from './camera.ts';

describe('faultOf', () => {
  it.each([
    ['NotAllowedError', 'camera-refused'],
    ['SecurityError', 'camera-refused'],
    ['NotReadableError', 'camera-busy'],
    ['AbortError', 'camera-busy'],
    ['NotFoundError', 'camera-none'],
    ['OverconstrainedError', 'camera-none'],
    ['TypeError', 'camera-none'],
  ])('%s', (name, fault) => {
    expect(faultOf(new DOMException('', name))).toBe(fault);
  });

  it('takes anything that is thrown', () => {
    expect(faultOf('no camera')).toBe('camera-none');
  });
});

describe('chooseDevice', () => {
  const [door, room] = [
    { deviceId: 'door', label: 'Door' },
    { deviceId: 'room', label: 'Room' },
  ];
  it.each([
    ['nothing chosen', [door, room], null, undefined],
    ['the chosen one', [door, room], 'room', 'room'],
    ['the chosen one has a new id, and is the only one', [door], 'gone', 'door'],
    ['the chosen one is not there, and several others are', [door, room], 'gone', null],
    ['ids are not told before leave is given', [{ deviceId: '', label: '' }], 'door', undefined],
    ['no camera at all: asking says so', [], 'door', undefined],
  ])('%s', (_, devices, wanted, expected) => {
    expect(chooseDevice(devices, wanted)).toBe(expected);
  });
});

describe('pauseBefore', () => {
  it('grows to eight seconds and no further', () => {
    expect([1, 2, 3, 4, 5, 6, 100].map(pauseBefore)).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
  });
});
