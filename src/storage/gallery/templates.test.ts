import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { databasePages } from '../../../test/storage/pages.ts';
import { count, KEY, MODEL, NOW, openTemp, QUALITY, random, template, unit, value } from '../../../test/storage/support.ts';
import { personId } from '../../domain/ids.ts';
import { signCode, quantise } from '../../domain/recognition/embedding.ts';
import { cosine } from './centre.ts';
import { match, useModel } from './gallery.ts';
import { getPerson } from '../people/people.ts';
import { addTemplates, enrolPerson, forgetCrops, photo, replaceTemplates } from './templates.ts';

const fields = { employeeNumber: '1', name: 'a', department: '' };

test('quantising keeps the direction: cosine with the float vector at least 0.999', () => {
  const next = random(11);
  for (let i = 0; i < 50; i++) {
    const v = unit(next);
    const q = quantise(v);
    let dot = 0;
    let length = 0;
    for (let j = 0; j < v.length; j++) {
      dot += v[j]! * q[j]!;
      length += q[j]! * q[j]!;
    }
    expect(dot / Math.sqrt(length)).toBeGreaterThan(0.999);
    expect(Math.max(...q.map(Math.abs))).toBe(127);
  }
});

test('quantising does not see the length, and refuses what is no direction', () => {
  const v = unit(random(12));
  expect(quantise(v.map((x) => x * 1000))).toEqual(quantise(v));
  expect(() => quantise(new Float32Array(2048))).toThrow(RangeError);
  expect(() => quantise(new Float32Array(1024).fill(1))).toThrow(RangeError);
  expect(() => quantise(v.map((x, i) => (i === 5 ? NaN : x)))).toThrow(RangeError);
  expect(() => quantise(v.map((x, i) => (i === 5 ? Infinity : x)))).toThrow(RangeError);
});

test('a sign code has a bit a number', () => {
  fc.assert(
    fc.property(fc.int8Array({ minLength: 8, maxLength: 64 }), (v) => {
      const whole = v.subarray(0, v.length - (v.length % 8));
      const code = signCode(whole);
      expect([...whole].map((_, i) => (code[i >> 3]! >> (i & 7)) & 1)).toEqual([...whole].map((x) => (x >= 0 ? 1 : 0)));
    }),
  );
});

test('the code in SQL is the code in TypeScript', () => {
  const { db } = openTemp();
  useModel(db, MODEL);
  const v = unit(random(13));
  value(enrolPerson(db, fields, [template(v)], NOW));
  expect(new Uint8Array(db.get<{ code: Uint8Array }>('SELECT code FROM codes')!.code)).toEqual(signCode(quantise(v)));
});

test('enrolling is one transaction: when a template fails, there is no person either', () => {
  const { db } = openTemp();
  const bad = template(unit(random(14)), { mirrorCosine: NaN });
  expect(() => enrolPerson(db, fields, [template(unit(random(15))), bad], NOW)).toThrow();
  expect([count(db, 'people'), count(db, 'templates')]).toEqual([0, 0]);
});

test('on a full database enrolling is refused whole', () => {
  const { db } = openTemp();
  useModel(db, MODEL);
  const { page_count: pages } = db.get<{ page_count: number }>('PRAGMA page_count')!;
  db.get(`PRAGMA max_page_count = ${pages + 3}`);
  const next = random(16);
  const samples = Array.from({ length: 5 }, () => template(unit(next), { crop: new Uint8Array(2000) }));
  expect(enrolPerson(db, fields, samples, NOW)).toEqual({ ok: false, error: { code: 'database-full' } });
  expect([count(db, 'people'), count(db, 'templates'), count(db, 'codes')]).toEqual([0, 0, 0]);
  db.get('PRAGMA max_page_count = 100000');
  value(enrolPerson(db, fields, samples, NOW));
  expect([count(db, 'people'), count(db, 'templates'), count(db, 'crops'), count(db, 'codes')]).toEqual([1, 5, 5, 5]);
});

test('re-enrolment replaces what was there, of every model', () => {
  const { db } = openTemp();
  useModel(db, MODEL);
  const next = random(17);
  const [old, fresh] = [unit(next), unit(next)];
  const crop = new Uint8Array([1, 2]);
  const id = value(enrolPerson(db, fields, [template(old, { crop }), template(unit(next), { modelId: 'older', crop })], NOW));
  value(addTemplates(db, id, [template(unit(next))]));
  expect(count(db, 'templates')).toBe(3);
  value(replaceTemplates(db, id, [template(fresh)], NOW + 5));
  expect([count(db, 'templates'), count(db, 'crops'), count(db, 'codes')]).toEqual([1, 0, 1]);
  expect(match(db, MODEL, fresh).first?.score).toBeCloseTo(1, 5);
  expect(match(db, MODEL, old).first?.score).toBeLessThan(0.2);
  expect(getPerson(db, id)?.enrolledAt).toBe(NOW + 5);
  expect(replaceTemplates(db, personId(99), [template(fresh)], NOW)).toEqual({ ok: false, error: { code: 'person-gone' } });
});

test('the photo is the sharpest kept crop', () => {
  const { db } = openTemp();
  const next = random(18);
  const sharp = (Sharpness: number, byte: number) =>
    template(unit(next), { quality: { ...QUALITY, Sharpness }, crop: new Uint8Array([byte]) });
  const id = value(enrolPerson(db, fields, [sharp(90, 1), sharp(1000, 2), sharp(200, 3), template(unit(next))], NOW));
  expect(photo(db, id)).toEqual(new Uint8Array([2]));
  expect(forgetCrops(db)).toEqual({ ok: true, value: 3 });
  expect(photo(db, id)).toBeNull();
});

test('forgotten crops are in no page, even for who has the key', () => {
  const opened = openTemp();
  const face = 'a face that must be gone ';
  value(enrolPerson(opened.db, fields, [template(unit(random(19)), { crop: Buffer.from(face.repeat(80)) })], NOW));
  opened.db.checkpoint();
  expect(databasePages(opened.file, KEY).includes(face)).toBe(true);
  value(forgetCrops(opened.db));
  expect(databasePages(opened.file, KEY).includes(face)).toBe(false);
  expect(readFileSync(`${opened.file}-wal`).length).toBe(0);
});

test('cosine', () => {
  expect(cosine(Int8Array.of(3, 4), Int8Array.of(3, 4))).toBe(1);
  expect(cosine(Int8Array.of(1, 0), Int8Array.of(0, 1))).toBe(0);
  expect(cosine(Int8Array.of(1, 1), Int8Array.of(-1, -1))).toBeCloseTo(-1, 12);
});
