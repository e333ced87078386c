import { expect, test } from 'vitest';
import { MODEL, near, NOW, openTemp, random, template, unit, value } from '../../../test/storage/support.ts';
import { quiet } from '../../../test/fakes/app.ts';
import type { PersonId } from '../../domain/ids.ts';
import { useModel } from '../../storage/gallery/gallery.ts';
import { lastSearch, listLookAlikes } from '../../storage/gallery/look-alikes.ts';
import { enrolPerson } from '../../storage/gallery/templates.ts';
import { createHooks } from '../site/hooks.ts';
import { createSite } from '../site/site.ts';
import { createLookAlikeSearch } from './look-alikes.ts';

const DAY_MS = 86_400_000;

function start(people = 12) {
  const open = openTemp();
  value(useModel(open.db, MODEL));
  const clock = { at: NOW, ms: 0 };
  const site = createSite(
    open,
    'a-kiosk',
    { now: () => clock.at, monotonic: () => clock.ms, uptime: () => clock.ms },
    createHooks(quiet),
    quiet,
    0,
  );
  const first = unit(random(1));
  const enrol = (seed: number, face: Float32Array): PersonId =>
    value(
      enrolPerson(
        open.db,
        { employeeNumber: String(seed), name: `person ${seed}`, department: '' },
        [1, 2, 3].map((i) => template(near(face, 0.9, random(seed * 10 + i)))),
        NOW,
      ),
    );
  const ids = Array.from({ length: people }, (_, i) => enrol(i, i === 0 ? first : unit(random(i + 1))));
  const world = { model: MODEL, threshold: 0.5, ready: true, changes: 0 };
  const waits: (() => void)[] = [];
  const search = createLookAlikeSearch({
    modelId: () => world.model,
    ready: () => world.ready,
    threshold: () => world.threshold,
    clock: { now: () => clock.at, monotonic: () => (clock.ms += 1) },
    log: quiet,
    changed: () => world.changes++,
    rest: () => new Promise((done) => waits.push(done)),
  });
  /** Lets the search run to its end, slice by slice. */
  const finish = async (): Promise<number> => {
    let slices = 0;
    for (let idle = 0; idle < 20;) {
      const next = waits.shift();
      if (next) {
        slices++;
        idle = 0;
        next();
      } else idle++;
      await Promise.resolve();
    }
    return slices;
  };
  return {
    db: open.db,
    site,
    clock,
    world,
    search,
    finish,
    first,
    ids,
    enrol,
    pairs: () => listLookAlikes(open.db, MODEL, world.threshold, 99).pairs,
  };
}

test('the first start searches everybody, one template a slice, and is done', async () => {
  const s = start();
  s.enrol(50, near(s.first, 0.85, random(50)));
  s.search.begin(s.site);
  expect(s.search.progress()).toEqual({ done: 0, total: 13 });
  expect(await s.finish()).toBe(13 * 3);
  expect(s.pairs().map((p) => [p.a.name, p.b.name])).toEqual([['person 0', 'person 50']]);
  expect(lastSearch(s.db)).toEqual({ modelId: MODEL, threshold: 0.5, people: 13, finishedAt: NOW });
  expect([s.search.progress(), s.world.changes]).toEqual([null, 1]);
  s.search.begin(s.site);
  expect(s.search.progress()).toBeNull();
  s.search.stop();
});

test('who has just been enrolled is compared at once', async () => {
  const s = start();
  s.search.begin(s.site);
  await s.finish();
  const twin = s.enrol(51, near(s.first, 0.85, random(51)));
  const checked = s.search.check(s.site, twin);
  expect(await s.finish()).toBe(3);
  expect(await checked).toEqual({ ok: true, value: null });
  expect(s.pairs()).toHaveLength(1);
  s.search.stop();
});

const due: [string, (s: ReturnType<typeof start>) => void, boolean][] = [
  ['nothing changed', () => undefined, false],
  ['a lower threshold', (s) => (s.world.threshold = 0.4), true],
  ['a higher threshold', (s) => (s.world.threshold = 0.6), false],
  ['the same night', (s) => (s.clock.at += 6 * 3_600_000), false],
  // NOW is 08:00 UTC; the site's zone is UTC.
  ['the next night', (s) => (s.clock.at += 19 * 3_600_000), true],
  ['the next day, after a night without power', (s) => (s.clock.at += 1.6 * DAY_MS), true],
  ['a clock that was set back', (s) => (s.clock.at -= DAY_MS), true],
  ['while templates are made anew', (s) => ((s.world.ready = false), (s.world.threshold = 0.4)), false],
  ['a model that the gallery does not have yet', (s) => (s.world.model = 'another'), false],
];
test.each(due)('a search is due or not: %s', async (_name, change, expected) => {
  const s = start(3);
  s.search.begin(s.site);
  await s.finish();
  change(s);
  s.search.begin(s.site);
  expect(s.search.progress() !== null).toBe(expected);
  s.search.stop();
  await s.finish();
});

test('a threshold that goes down, or a site that is closed, ends a search unfinished', async () => {
  const s = start();
  s.search.begin(s.site);
  s.world.threshold = 0.3;
  await s.finish();
  expect(lastSearch(s.db)).toBeNull();
  s.search.search(s.site);
  s.search.stop();
  await s.finish();
  expect(lastSearch(s.db)).toBeNull();
});

test('one search a night', async () => {
  const s = start(3);
  s.clock.at += 18.1 * 3_600_000;
  s.search.begin(s.site);
  await s.finish();
  s.clock.at += 2 * 3_600_000;
  s.search.begin(s.site);
  expect(s.search.progress()).toBeNull();
  s.search.stop();
});
