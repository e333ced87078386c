import { expect, test } from 'vitest';
import {
  count,
  event,
  MODEL,
  near,
  NOW,
  openTemp,
  random,
  rawEvent,
  template,
  unit,
  value,
} from '../../../test/storage/support.ts';
import { eventId } from '../../domain/ids.ts';
import {
  addCounterExample,
  forgetProbes,
  keepProbe,
  listCounterExamples,
  nearestCounterExample,
  notHimOf,
  PROBE_DAYS,
  PROBES_MAX,
  removeCounterExample,
} from './counter-examples.ts';
import { appendEvent } from '../log/events.ts';
import { enrolPerson } from './templates.ts';

const DAY_MS = 86_400_000;

function punched() {
  const { db } = openTemp();
  const id = value(enrolPerson(db, { employeeNumber: '7', name: 'Ana', department: '' }, [template(unit(random(1)))], NOW));
  const punch = () => value(appendEvent(db, event({ kind: 'recognised', personId: id, direction: 'in' })));
  return { db, id, punch };
}

test('the probe of a recognised event becomes a counter-example, once, and is taken back', () => {
  const { db, id, punch } = punched();
  const at = punch();
  const stranger = unit(random(5));
  expect(notHimOf(db, MODEL, at)).toEqual({ state: 'gone' });
  value(keepProbe(db, at, MODEL, stranger, NOW, NOW));
  expect(notHimOf(db, MODEL, at)).toEqual({ state: 'possible', untilElapsed: NOW + PROBE_DAYS * DAY_MS });
  expect(nearestCounterExample(db, MODEL, id, stranger)).toBeNull();
  expect(value(addCounterExample(db, at, MODEL, 'log', NOW))).toBe(id);
  value(addCounterExample(db, at, MODEL, 'kiosk', NOW + 1));
  expect(listCounterExamples(db, MODEL)).toEqual([
    { eventId: at, personId: id, name: 'Ana', employeeNumber: '7', saidAt: 'log', at: NOW, madeAt: NOW, used: true },
  ]);
  expect(notHimOf(db, MODEL, at)).toEqual({ state: 'said', saidAt: 'log', used: true });
  expect(nearestCounterExample(db, MODEL, id, stranger)).toBeGreaterThan(0.99);
  expect(nearestCounterExample(db, MODEL, id, near(stranger, 0.6, random(6)))).toBeCloseTo(0.6, 1);
  value(removeCounterExample(db, at));
  expect(nearestCounterExample(db, MODEL, id, stranger)).toBeNull();
  expect(removeCounterExample(db, at)).toMatchObject({ error: { code: 'event-gone' } });
});

test('the nearest of several counts, and only that person’s', () => {
  const { db, id, punch } = punched();
  const other = value(enrolPerson(db, { employeeNumber: '8', name: 'Bo', department: '' }, [], NOW));
  const faces = [unit(random(11)), unit(random(12))];
  for (const face of faces) {
    const at = punch();
    value(keepProbe(db, at, MODEL, face, NOW, NOW));
    value(addCounterExample(db, at, MODEL, 'log', NOW));
  }
  expect(nearestCounterExample(db, MODEL, id, faces[1]!)).toBeGreaterThan(0.99);
  expect(nearestCounterExample(db, MODEL, other, faces[1]!)).toBeNull();
});

test('another model’s is kept, listed as not used, and not compared', () => {
  const { db, id, punch } = punched();
  const at = punch();
  value(keepProbe(db, at, MODEL, unit(random(5)), NOW, NOW));
  value(addCounterExample(db, at, MODEL, 'log', NOW));
  expect(nearestCounterExample(db, 'another', id, unit(random(5)))).toBeNull();
  expect(listCounterExamples(db, 'another')).toMatchObject([{ eventId: at, used: false }]);
  expect(notHimOf(db, 'another', at)).toEqual({ state: 'said', saidAt: 'log', used: false });
  value(forgetProbes(db, 'another', NOW));
  expect([count(db, 'probes'), count(db, 'counter_examples')]).toEqual([0, 1]);
});

test('a probe is of an event that is there and is somebody’s, and is kept once', () => {
  const { db, punch } = punched();
  const nobody = value(appendEvent(db, event({ kind: 'refused' })));
  for (const id of [eventId(999), nobody]) value(keepProbe(db, id, MODEL, unit(random(1)), NOW, NOW));
  expect(count(db, 'probes')).toBe(0);
  const at = punch();
  value(keepProbe(db, at, MODEL, unit(random(1)), NOW, NOW));
  value(keepProbe(db, at, MODEL, unit(random(2)), NOW, NOW));
  expect(count(db, 'probes')).toBe(1);
  expect(addCounterExample(db, nobody, MODEL, 'log', NOW)).toMatchObject({ error: { code: 'event-gone' } });
});

test('probes are erased after two weeks, and the oldest when they are too many', () => {
  const { db, punch } = punched();
  const first = punch();
  value(keepProbe(db, first, MODEL, unit(random(1)), NOW, NOW));
  expect(value(forgetProbes(db, MODEL, NOW + PROBE_DAYS * DAY_MS))).toBe(0);
  expect(value(forgetProbes(db, MODEL, NOW + PROBE_DAYS * DAY_MS + 1))).toBe(1);

  db.transaction(() => {
    for (let i = 0; i < PROBES_MAX + 3; i++) {
      rawEvent(db);
      db.run(
        `INSERT INTO probes (event_id, person_id, model_id, embedding, at, kept_elapsed) SELECT max(id), 1, :m, zeroblob(2048), :now, :now FROM events`,
        { m: MODEL, now: NOW },
      );
    }
  });
  expect(value(forgetProbes(db, MODEL, NOW))).toBe(3);
  expect(count(db, 'probes')).toBe(PROBES_MAX);
});
