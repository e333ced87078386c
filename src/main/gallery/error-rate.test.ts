/** The threshold in force over a real database; time and the model's card are made up. */
import { expect, onTestFinished, test } from 'vitest';
import { MODEL, near, openTemp, random, template, unit, value } from '../../../test/storage/support.ts';
import { quiet } from '../../../test/fakes/app.ts';
import { MISSES, STRANGERS } from '../../../test/fakes/rates.ts';
import type { ModelMisses } from '../../domain/recognition/error-rate.ts';
import { DEFAULT_SETTINGS, merged, type SettingsPatch } from '../../shared/settings.ts';
import { useModel } from '../../storage/gallery/gallery.ts';
import { markDeleted } from '../../storage/people/people.ts';
import { enrolPerson } from '../../storage/gallery/templates.ts';
import { createHooks } from '../site/hooks.ts';
import { createSite } from '../site/site.ts';
import { createErrorRate } from './error-rate.ts';

const weak: ModelMisses = {
  ...MISSES,
  misses: [
    { threshold: 0.2, fnmr: 0.6 },
    { threshold: 0.3, fnmr: 0.8 },
  ],
};

function world(options: { people?: number; card?: readonly ModelMisses[]; settings?: SettingsPatch; quietMs?: number } = {}) {
  const { db, ...open } = openTemp();
  value(useModel(db, MODEL));
  const next = random(3);
  let count = 0;
  const enrol = () => {
    const centre = unit(next);
    count++;
    return value(
      enrolPerson(
        db,
        { employeeNumber: String(count), name: `p${count}`, department: '' },
        Array.from({ length: 5 }, () => template(near(centre, 0.85, next))),
        0,
      ),
    );
  };
  const ids = Array.from({ length: options.people ?? 40 }, enrol);
  const clock = { at: 1000 };
  const settings = merged(DEFAULT_SETTINGS, options.settings ?? {});
  const site = createSite(
    { db, ...open },
    'a-kiosk',
    { now: () => 0, monotonic: () => clock.at, uptime: () => clock.at },
    createHooks(quiet),
    quiet,
    0,
  );
  const errorRate = createErrorRate({
    model: {
      id: () => MODEL,
      advisedThreshold: () => 0.55,
      looseThreshold: () => 0.2,
      strangers: () => STRANGERS,
      misses: () => options.card ?? [MISSES],
      about: () => null,
    },
    log: quiet,
    monotonic: () => clock.at,
    settings: () => settings,
    timing: { settle: 1, share: 1, quiet: options.quietMs ?? 0 },
  });
  onTestFinished(() => errorRate.stop());
  const basis = () => value(errorRate.basis(site));
  const measured = async (n: number) => {
    await expect.poll(() => [basis().scores.length, basis().left]).toEqual([n, 0]);
  };
  return { errorRate, site, db, ids, enrol, clock, settings, basis, measured };
}

test('a card that says nothing, or nobody enrolled: the advised threshold, as before', () => {
  for (const options of [{ card: [] }, { people: 0 }]) {
    const { errorRate, site } = world(options);
    expect(errorRate.threshold()).toBe(0.55);
    errorRate.begin(site);
    expect(errorRate.policy()).toEqual({ threshold: 0.55, faceAloneKeepsRate: true, faceAloneFrom: 0.55, looks: null });
  }
});

test('one in a thousand for forty people of five captures, and stricter at once when more are enrolled', () => {
  const { errorRate, site, enrol } = world();
  errorRate.begin(site);
  // 200 templates, three frames: 492 comparisons; an FMR of 2.0e-6 lies beyond the card's last point.
  const before = errorRate.policy().threshold;
  expect(before).toBeCloseTo(0.1 + 0.06 * Math.log10(492 / 0.0010005), 2);
  for (let i = 0; i < 40; i++) enrol();
  expect(errorRate.threshold()).toBe(before);
  errorRate.changed();
  expect(errorRate.threshold()).toBeCloseTo(before + 0.06 * Math.log10(2), 3);
});

test('a threshold set by hand stands, and it is known whether it keeps the wish', () => {
  const { errorRate, site, settings } = world();
  errorRate.begin(site);
  settings.recognition.threshold = 0.3;
  expect(errorRate.policy()).toMatchObject({ threshold: 0.3, faceAloneKeepsRate: false });
  settings.recognition.threshold = 0.8;
  expect(errorRate.policy()).toMatchObject({ threshold: 0.8, faceAloneKeepsRate: true });
});

test('a model that cannot keep the wish: stricter alone, easier where a PIN decides', () => {
  const { errorRate, site, settings } = world({ card: [weak] });
  errorRate.begin(site);
  const alone = errorRate.policy();
  expect(alone.faceAloneKeepsRate).toBe(false);
  settings.recognition.secondFactor = 'when-needed';
  expect(errorRate.policy().threshold).toBeLessThan(alone.threshold - 0.05);
  expect(errorRate.policy()).toMatchObject({ faceAloneKeepsRate: false, faceAloneFrom: alone.threshold });
});

test('everybody is measured in the background; who joins and who leaves is followed', async () => {
  const { errorRate, site, db, ids, enrol, measured, basis } = world();
  errorRate.begin(site);
  await measured(40);
  const id = enrol();
  errorRate.changed();
  await measured(41);
  expect(basis().scores.some((s) => s.personId === id && s.own !== null && s.other !== null)).toBe(true);
  value(markDeleted(db, ids[0]!, 1, 1));
  errorRate.changed();
  // Those who were nearest to them are measured again; until then they keep the stricter score.
  await expect.poll(() => basis().scores.some((s) => s.otherId === ids[0])).toBe(false);
  await measured(40);
  expect(basis().gallery).toEqual({ people: 40, templates: 200 });
});

test('while a face is in front of the kiosk nothing is measured', async () => {
  const { errorRate, site, clock, basis, measured } = world({ people: 5, quietMs: 50 });
  errorRate.begin(site);
  // Already before it is prepared, so that a screen that is open asks again.
  expect(basis().left).toBe(5);
  errorRate.policy();
  await new Promise((done) => setTimeout(done, 200));
  expect(basis()).toMatchObject({ scores: [], left: 5 });
  clock.at += 1000;
  await measured(5);
});

test('another vote is measured anew, and says nothing until then', async () => {
  const { errorRate, site, settings, measured, basis } = world({ people: 6 });
  errorRate.begin(site);
  await measured(6);
  settings.recognition.voteFrames = 1;
  expect(basis().scores).toEqual([]);
  errorRate.policy();
  await measured(6);
});

test('a gallery that is still being made for a new model is left alone', async () => {
  const { errorRate, site, db, basis } = world({ people: 3 });
  value(useModel(db, 'another model'));
  errorRate.begin(site);
  await new Promise((done) => setTimeout(done, 50));
  expect(basis()).toMatchObject({ scores: [], left: 0 });
});

test('after a stop the timer is gone: a closed database is not asked', async () => {
  const { errorRate, site } = world({ people: 10 });
  errorRate.begin(site);
  errorRate.stop();
  site.close();
  await new Promise((done) => setTimeout(done, 50));
});
