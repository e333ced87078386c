import { expect, test } from 'vitest';
import { openTemp, value } from '../../../test/storage/support.ts';
import { insertDoor } from '../../../test/storage/doors.ts';
import type { OutputConfig } from '../../shared/outputs.ts';
import { doorName, getOutput, listOutputs, saveOutput, viewOf } from './outputs.ts';

const KEY = 'ab'.repeat(32);
const http: OutputConfig = { kind: 'http', url: 'http://10.0.0.5:8080/open', signature: 2 };
const shelly: OutputConfig = {
  kind: 'shelly',
  host: '10.0.0.6',
  port: 80,
  generation: 2,
  channel: 0,
  username: '',
  lock: 'secure',
  contact: null,
};
function withDoors() {
  const { db } = openTemp();
  for (const id of [1, 2, 4]) insertDoor(db, id);
  return db;
}

const none = { password: null, key: null };

test('nothing stored is kind none; what is stored comes back, and a view tells no secret', () => {
  const db = withDoors();
  expect(getOutput(db, 4)).toEqual({ doorId: 4, config: { kind: 'none' }, secrets: { password: '', key: '' } });
  const saved = value(saveOutput(db, 4, shelly, { password: 'tür', key: null }, 5));
  expect(getOutput(db, 4)).toEqual(saved);
  expect(viewOf(saved)).toEqual({ doorId: 4, config: shelly, secrets: { password: true, key: false } });
  expect(JSON.stringify(viewOf(saved))).not.toContain('tür');
  value(saveOutput(db, 2, { kind: 'none' }, none, 6));
  expect(listOutputs(db).map((o) => o.doorId)).toEqual([2, 4]);
  db.run('DELETE FROM doors WHERE id = 4');
  expect(listOutputs(db).map((o) => o.doorId)).toEqual([2]);
  expect(doorName(db, 4)).toBeNull();
  expect(saveOutput(db, 4, shelly, none, 7)).toEqual({ ok: false, error: { code: 'access-gone' } });
});

test('null keeps a secret, an empty one removes it, and another address or kind forgets it', () => {
  const db = withDoors();
  const password = () => getOutput(db, 1).secrets.password;
  value(saveOutput(db, 1, shelly, { password: 'secret', key: null }, 1));
  value(saveOutput(db, 1, { ...shelly, channel: 1 }, none, 2));
  expect(password()).toBe('secret');
  value(saveOutput(db, 1, { ...shelly, host: '10.0.0.66' }, none, 3));
  expect(password()).toBe('');
  value(saveOutput(db, 1, shelly, { password: 'again', key: null }, 4));
  value(saveOutput(db, 1, shelly, { password: '', key: null }, 5));
  expect(password()).toBe('');
});

test('HTTP without a key and a plain coil without a watchdog are refused, and nothing is written', () => {
  const db = withDoors();
  expect(saveOutput(db, 1, http, none, 1)).toEqual({ ok: false, error: { code: 'bad-input', field: 'key' } });
  expect(saveOutput(db, 1, http, { password: null, key: 'short' }, 1)).toMatchObject({ error: { field: 'key' } });
  const coil: OutputConfig = {
    kind: 'modbus',
    host: 'relay',
    port: 502,
    unit: 1,
    mode: 'coil',
    coil: 0,
    watchdog: false,
    lock: 'secure',
    contact: null,
  };
  expect(saveOutput(db, 1, coil, none, 1)).toMatchObject({ error: { field: 'watchdog' } });
  expect(listOutputs(db)).toEqual([]);
  expect(saveOutput(db, 1, { ...coil, mode: 'flash' }, none, 1).ok).toBe(true);
  expect(saveOutput(db, 2, http, { password: null, key: KEY }, 1).ok).toBe(true);
});

test('a configuration of a newer version is none, its secrets unused', () => {
  const db = withDoors();
  db.run(`INSERT INTO outputs (door_id, config, password, changed_at) VALUES (1, '{"kind":"teleport"}', 'x', 1)`);
  expect(getOutput(db, 1)).toEqual({ doorId: 1, config: { kind: 'none' }, secrets: { password: '', key: '' } });
});

test('two doors on one broker that would drive each other are refused; on two brokers they are not', () => {
  const db = withDoors();
  const mqtt = (base: string, command: string, url = 'mqtt://10.0.0.2:1883'): OutputConfig => ({
    kind: 'mqtt',
    url,
    username: '',
    protocol: 5,
    base,
    command: { topic: command, open: 'ON', close: 'OFF' },
    confirm: null,
    discovery: null,
    remote: true,
    contact: null,
  });
  const save = (doorId: number, config: OutputConfig) => saveOutput(db, doorId, config, none, 5);
  value(save(1, mqtt('lintel/a', 'relay/a')));
  expect(save(2, mqtt('lintel/a/', 'relay/b'))).toEqual({ ok: false, error: { code: 'bad-input', field: 'base' } });
  expect(save(2, mqtt('lintel/b', 'lintel/a/lock/set'))).toEqual({
    ok: false,
    error: { code: 'bad-input', field: 'command.topic' },
  });
  value(save(2, mqtt('lintel/b', 'lintel/a/lock/set', 'mqtt://10.0.0.3:1883')));
  value(save(4, mqtt('lintel/c', 'relay/c')));
  expect(save(1, mqtt('relay', 'relay/a'))).toMatchObject({ ok: true });
  expect(save(4, mqtt('lintel/c', 'relay/lock/set'))).toMatchObject({ ok: false });
  // Its own row is no other door's.
  value(save(4, mqtt('lintel/c', 'relay/d')));
});

test('an MQTT output of before that confirmed itself is still driven, and no longer believes itself', () => {
  const db = withDoors();
  const echo = {
    kind: 'mqtt',
    url: 'mqtt://b',
    username: '',
    protocol: 5,
    base: 'x',
    command: { topic: 'c', open: 'ON', close: 'OFF' },
    discovery: null,
    remote: false,
    contact: null,
  };
  db.run("INSERT INTO outputs (door_id, config, password, changed_at) VALUES (1, :config, '', 1)", {
    config: JSON.stringify({ ...echo, confirm: { topic: 'c', open: 'ON' } }),
  });
  expect(getOutput(db, 1).config).toEqual({ ...echo, confirm: null });
});
