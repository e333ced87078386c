// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { sampleAccess } from '../../../../test/fakes/bridge/access.ts';
import type { FakeOptions } from '../../../../test/fakes/bridge.ts';
import { type, until } from '../../../../test/fakes/render.tsx';
import { button, dialog, field, openApp } from '../../../../test/fakes/screen.tsx';
import type { Result } from '../../../domain/result.ts';
import type { AccessOverview } from '../../../shared/access.ts';
import { answers, keyOf } from '../../base/answers.ts';

beforeEach(() => {
  Object.defineProperty(HTMLElement.prototype, 'scrollTo', { value: () => undefined, configurable: true });
  Object.defineProperty(HTMLElement.prototype, 'scrollIntoView', { value: () => undefined, configurable: true });
});

const overview = () => answers.getQueryData<AccessOverview>(keyOf('access.overview', null));
const NOTHING: AccessOverview = { ...sampleAccess(), zones: [], doors: [], groups: [], profiles: [], holidays: [] };

const open = (hash: string, options: FakeOptions = {}) =>
  openApp(hash, () => document.querySelector('[role=tabpanel]') !== null, options);
const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
/** Mantine's Modal: the topmost dialog. */

test('without a door the screen says so; the first one says that nobody is locked out, and is opened to everybody', async () => {
  const { d, asked, bridge } = await open('#/doors', { access: NOTHING });
  expect(d.text()).toContain('Attendance only');
  expect(d.text()).not.toContain('Lock down all doors');
  await d.settle(() => button('Add a door').click());
  await until(d, () => d.text().includes('So nobody is locked out.'));
  await d.settle(() => button('Add the door', dialog()).click());
  expect(dialog().textContent).toContain('Please give it a name.');
  expect(asked('access.saveDoor')).toEqual([]);
  await d.settle(() => type(field('Name', dialog()), ' North '));
  await d.settle(() => button('Add the door', dialog()).click());
  await until(d, () => window.location.hash.startsWith('#/doors/'));
  expect(asked('access.saveDoor')[0]).toMatchObject({ id: null, openTo: null, fields: { name: 'North' } });
  expect(bridge.state().settings.kiosk.doorId).toBe(overview()?.doors[0]?.id);
  await until(d, () => d.text().includes('Open to Everybody'));
});

test('a door says its rules and who may pass; one that no group opens warns', async () => {
  const access = sampleAccess();
  const { d } = await open('#/doors', { access: { ...access, groups: access.groups.slice(0, 1) } });
  await until(d, () => all('ul[aria-label=Doors] button').length === 3);
  const [north, store, back] = all('ul[aria-label=Doors] button');
  expect(north?.textContent).toContain('Open to 所有人 Everybody');
  expect(store?.textContent).toContain('No group opens this door: nobody gets in');
  expect(store?.textContent).toMatch(/Two factors.*Two people.*Anti-passback/);
  expect(back?.textContent).toContain('No group that opens this door may open the day');
});

test('arrows move along the doors, Enter opens one, Escape closes it', async () => {
  const { d } = await open('#/doors');
  await until(d, () => all('ul[aria-label=Doors] button').length === 3);
  const [first, second] = all('ul[aria-label=Doors] button');
  await d.settle(() => first?.focus());
  await d.settle(() => first?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true })));
  expect(document.activeElement).toBe(second);
  await d.settle(() => second?.click());
  await until(d, () => document.querySelector('aside') !== null);
  expect(window.location.hash).toBe('#/doors/2');
  await d.settle(() =>
    document
      .querySelector('aside')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })),
  );
  await until(d, () => document.querySelector('aside') === null);
});

test('Escape in an open list closes the list, and the panel stays', async () => {
  const { d } = await open('#/doors/1');
  await until(d, () => document.querySelector('aside') !== null);
  const zone = field('Into', document.querySelector('aside')!);
  const escape = () => zone.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
  await d.settle(() => zone.click());
  expect(zone.getAttribute('aria-expanded')).toBe('true');
  await d.settle(escape);
  expect(zone.getAttribute('aria-expanded')).toBe('false');
  expect(document.querySelector('aside')).not.toBeNull();
  await d.settle(escape);
  await until(d, () => document.querySelector('aside') === null);
});

test('changes to a door that are not saved are not lost by opening another', async () => {
  const { d, asked } = await open('#/doors/1');
  await until(d, () => document.querySelector('aside') !== null);
  await d.settle(() => type(field('Name', document.querySelector('aside')!), 'South'));
  await d.settle(() => all('ul[aria-label=Doors] button')[1]?.click());
  await until(d, () => d.text().includes('Discard your changes?'));
  await d.settle(() => button('Keep editing').click());
  expect(window.location.hash).toBe('#/doors/1');
  await d.settle(() => button('Save', document.querySelector('aside')!).click());
  await until(d, () => asked('access.saveDoor').length === 1);
  expect(asked('access.saveDoor')[0]).toMatchObject({ id: 1, fields: { name: 'South', toZone: 1 } });
});

test('nor are changes to what is wired to it, until they are discarded', async () => {
  const { d, asked } = await open('#/doors/1');
  await until(d, () => all('[aria-label="What is wired to it"] form').length === 1);
  await d.settle(() => field('Open for').focus());
  await d.settle(() => type(field('Open for'), '9'));
  await d.settle(() => all('ul[aria-label=Doors] button')[1]?.click());
  await until(d, () => d.text().includes('Discard your changes?'));
  expect(window.location.hash).toBe('#/doors/1');
  await d.settle(() => button('Discard', dialog()).click());
  await until(d, () => window.location.hash === '#/doors/2');
  await d.settle(() => all('ul[aria-label=Doors] button')[0]?.click());
  await until(d, () => window.location.hash === '#/doors/1');
  expect(asked('outputs.save')).toEqual([]);
});

test('a name that is taken is said at its field', async () => {
  const { d } = await open('#/doors/1');
  await until(d, () => document.querySelector('aside') !== null);
  const aside = document.querySelector('aside')!;
  await d.settle(() => type(field('Name', aside), '后门 BACK'));
  await d.settle(() => button('Save', aside).click());
  await until(d, () => aside.textContent.includes('The name 后门 Back is taken.'));
});

test.each([
  ['lockdown', 'Lock down all doors…', 'Lock down', 'nobody gets in with face, PIN or badge', 'Lockdown'],
  ['emergency', 'Open all doors…', 'Open', 'everybody passes without being asked', 'Open to everybody'],
] as const)('%s is asked in plain words, done, and ended', async (kind, start, go, words, state) => {
  const { d, asked } = await open('#/doors');
  await until(d, () => d.text().includes(start));
  await d.settle(() => button(start).click());
  expect(dialog().textContent).toContain(words);
  expect(asked(`access.${kind}`)).toEqual([]);
  await d.settle(() => button('Cancel', dialog()).click());
  await d.settle(() => button(start).click());
  await d.settle(() => button(go, dialog()).click());
  await until(d, () => all('ul[aria-label=Doors] [data-state]').every((s) => s.textContent.includes(state)));
  expect(asked(`access.${kind}`)).toEqual([{ doorId: null, on: true }]);
  const end = kind === 'lockdown' ? 'End lockdown' : 'End emergency open';
  await d.settle(() => button(end).click());
  await d.settle(() => button(end, dialog()).click());
  await until(d, () => all('ul[aria-label=Doors] [data-state]').every((s) => s.textContent.includes('Locked')));
});

test('a zone that doors lead into says which, and stays', async () => {
  const { d } = await open('#/doors/zones');
  await until(d, () => d.text().includes('12 people inside'));
  await d.settle(() => button('More about 车间 Workshop').click());
  await until(d, () => all('[role=menuitem]').length === 2);
  await d.settle(() => all('[role=menuitem]')[1]?.click());
  await until(d, () => d.text().includes('车间 Workshop is in use'));
  expect(d.text()).toContain('北门 North');
  expect(overview()?.zones).toHaveLength(2);
});

test('forgetting who is inside says how many it touches', async () => {
  const { d, asked } = await open('#/doors/zones');
  await until(d, () => d.text().includes('12 people inside'));
  await d.settle(() => button('Reset anti-passback for everybody…').click());
  expect(dialog().textContent).toContain('15 people are then recorded nowhere');
  await d.settle(() => button('Forget', dialog()).click());
  await until(d, () => asked('access.reset').length === 1);
  expect(asked('access.reset')).toEqual([{ personId: null, zoneId: null }]);
});

test('members are found by typing, ticked together, and saved together', async () => {
  const { d, asked } = await open('#/doors/groups');
  await until(d, () => d.text().includes('0 people'));
  await d.settle(() => button('0 people').click());
  await until(d, () => d.text().includes('0 of 12 chosen'));
  await d.settle(() => type(field('Find by name, number or department', dialog()), 'office'));
  await d.settle(() => button('All that are shown', dialog()).click());
  await until(d, () => d.text().includes('2 of 12 chosen'));
  await d.settle(() => button('Save', dialog()).click());
  await until(d, () => asked('access.saveMembers').length === 1);
  expect(asked('access.saveMembers')).toEqual([{ id: 3, people: [3, 9] }]);
});

test('a week is typed: what is wrong is said, what was understood is written out, and it is saved as hours', async () => {
  const { d, asked } = await open('#/doors/profiles', { access: NOTHING });
  await d.settle(() => button('Add a time profile').click());
  await until(d, () => all('[role=dialog]').length > 0);
  await d.settle(() => type(field('Name', dialog()), 'Day'));
  const set = async (day: string, text: string) => {
    const input = field(day, dialog());
    await d.settle(() => {
      input.focus();
      type(input, text);
    });
    await d.settle(() => input.blur());
  };
  await set('Monday', 'morning');
  expect(dialog().textContent).toContain('Times such as 08:00-12:00.');
  await d.settle(() => button('Save', dialog()).click());
  expect(asked('access.saveProfile')).toEqual([]);
  await set('Monday', '8-12, 22-6');
  expect(field('Monday', dialog()).value).toBe('08:00–12:00, 22:00–06:00');
  await d.settle(() => button('Same Monday to Friday', dialog()).click());
  await d.settle(() => button('Save', dialog()).click());
  await until(d, () => asked('access.saveProfile').length === 1);
  const hours = [
    { from: '08:00', to: '12:00' },
    { from: '22:00', to: '06:00' },
  ];
  expect(asked('access.saveProfile')[0]).toMatchObject({
    id: null,
    fields: { name: 'Day', week: { 1: hours, 5: hours, 6: [] }, onHolidays: 'closed' },
  });
});

/** As somebody who chooses a file. */
async function chooseFile(d: { settle(act: () => void): Promise<void> }, text: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('input[type=file]')!;
  Object.defineProperty(input, 'files', { value: [new File([text], 'a.ics')], configurable: true });
  await d.settle(() => input.dispatchEvent(new Event('change', { bubbles: true })));
}
const boxes = () => [...dialog().querySelectorAll<HTMLInputElement>('input[type=checkbox]')].map((box) => box.checked);

test('a calendar is looked at before it is saved: what is not sure is not ticked, what was left out is named, and it can be undone', async () => {
  const { d, asked } = await open('#/doors/holidays');
  await until(d, () => document.querySelector('input[type=file]') !== null);
  await chooseFile(d, 'BEGIN:VCALENDAR');
  await until(d, () => d.text().includes('Nothing is saved yet.'));
  const text = dialog().textContent;
  expect(text).toContain('6 entries in the file: 3 read, 3 left out.');
  expect(text).toContain('1 day is not sure');
  expect(text).toContain('Guessed by the language of this site');
  expect(text).toContain('Line 19周会an appointment with a time of day (2027-02-22)');
  expect(text).toContain('repeats in a way that no holiday does (BYSECOND)');
  expect(boxes()).toEqual([true, false, true]);
  expect(asked('access.saveHolidays')).toEqual([]);
  await d.settle(() => button('Tick all', dialog()).click());
  expect(boxes()).toEqual([true, true, true]);
  await d.settle(() => button('Only those that are sure', dialog()).click());
  expect(boxes()).toEqual([true, false, true]);
  await d.settle(() => dialog().querySelector<HTMLInputElement>('input[type=checkbox]')?.click());
  await d.settle(() => button('Import 1 day', dialog()).click());
  await until(d, () => asked('access.saveHolidays').length === 1);
  expect(asked('access.saveHolidays')[0]).toEqual({
    save: [{ date: '2027-02-20', name: '春节补班', kind: 'working-day', asWeekday: null }],
    remove: [],
  });
  await until(d, () => d.text().includes('1 day imported'));
  await d.settle(() => button('Undo').click());
  await until(d, () => asked('access.saveHolidays').length === 2);
  expect(asked('access.saveHolidays')[1]).toEqual({ save: [], remove: ['2027-02-20'] });
});

test('what is not sure is counted and named by why, and ticked together', async () => {
  const bare = { kind: 'off', sort: 'unsure', ground: 'whole-day', tick: false, at: [] } as const;
  const { d, asked } = await open('#/doors/holidays', {
    answers: {
      'access.readHolidays': () => ({
        ok: true,
        value: {
          format: 'icalendar',
          text: { encoding: 'utf-8', by: 'bytes', unreadable: 0 },
          entries: 6,
          taken: 6,
          days: [
            { ...bare, date: '2027-01-01', name: 'New Year' },
            { ...bare, date: '2027-02-14', name: "Valentine's Day", ground: 'observance' },
            { ...bare, date: '2027-03-05', name: 'Office closed', sort: 'off', ground: 'title', tick: true },
            { ...bare, date: '2027-03-26', name: 'Good Friday' },
            { ...bare, date: '2027-05-01', name: 'Labour Day' },
            { ...bare, date: '2027-12-25', name: 'Christmas' },
          ],
          leftOut: [],
        },
      }),
    },
  });
  await until(d, () => document.querySelector('input[type=file]') !== null);
  await chooseFile(d, 'BEGIN:VCALENDAR');
  await until(d, () => d.text().includes('5 days are not sure, and are not ticked.'));
  expect(dialog().textContent).toContain(
    '4 · Not sure: a whole day, and its name does not say what it is: New Year, Good Friday, Labour Day …',
  );
  expect(boxes()).toEqual([false, false, true, false, false, false]);
  await d.settle(() => button('Tick these 4', dialog()).click());
  expect(boxes()).toEqual([true, false, true, true, true, true]);
  await d.settle(() => button('Untick these 4', dialog()).click());
  expect(boxes()).toEqual([false, false, true, false, false, false]);
  await d.settle(() => button('Tick this one', dialog()).click());
  await d.settle(() => button('Import 2 days', dialog()).click());
  await until(d, () => asked('access.saveHolidays').length === 1);
  expect(asked('access.saveHolidays')[0]).toMatchObject({ save: [{ date: '2027-02-14' }, { date: '2027-03-05' }] });
});

test('another encoding reads the same file again', async () => {
  const { d, asked } = await open('#/doors/holidays');
  await until(d, () => document.querySelector('input[type=file]') !== null);
  await chooseFile(d, 'BEGIN:VCALENDAR');
  await until(d, () => d.text().includes('Nothing is saved yet.'));
  await d.settle(() => field('Characters read as', dialog()).click());
  await until(d, () => all('[role=option]').length > 0);
  await d.settle(() =>
    all('[role=option]')
      .find((o) => o.textContent.includes('Korean'))
      ?.click(),
  );
  await until(d, () => asked('access.readHolidays').length === 2);
  const [first, second] = asked('access.readHolidays') as [{ bytes: Uint8Array }, { bytes: Uint8Array; encoding: string }];
  expect(second).toEqual({ bytes: first.bytes, encoding: 'euc-kr' });
  await until(d, () => dialog().textContent.includes('Chosen by you.'));
});

test('a calendar that takes its time can be given up; one that cannot be read says so', async () => {
  const reading = Promise.withResolvers<Result<never>>();
  const { d, asked } = await open('#/doors/holidays', {
    answers: {
      // As main does: whoever waits is answered when somebody cancels.
      'access.readHolidays': ({ bytes }) =>
        bytes.length === 4 ? (reading.promise as never) : { ok: false, error: { code: 'holiday-file-unreadable' } },
      'imports.cancel': () => {
        reading.resolve({ ok: false, error: { code: 'import-cancelled' } });
        return { ok: true, value: null };
      },
    },
  });
  await until(d, () => document.querySelector('input[type=file]') !== null);
  await chooseFile(d, 'slow');
  await until(d, () => d.text().includes('Reading the calendar'));
  await d.settle(() => button('Cancel').click());
  await until(d, () => d.text().includes('Import a calendar'));
  expect(asked('imports.cancel')).toEqual([null]);
  expect(d.text()).not.toContain('cancelled');
  await chooseFile(d, 'BEGIN:VCALENDAR');
  await until(d, () => d.text().includes('No holidays can be read from this file.'));
  expect(d.text()).toContain('E-ACC-03');
});

test('a holiday that is deleted can be brought back', async () => {
  const { d } = await open('#/doors/holidays');
  const dates = () => overview()?.holidays.map((h) => h.date);
  await until(d, () => d.text().includes('Friday 5 February'));
  await d.settle(() => button('Delete 春节 Spring Festival, Friday 5 February').click());
  await until(d, () => d.text().includes('Friday 5 February is no longer a holiday'));
  expect(dates()).not.toContain('2027-02-05');
  await d.settle(() => button('Undo').click());
  await until(d, () => dates()?.includes('2027-02-05') === true);
});

test('a rule is tried: the verdict and its reason are those of the rules, and nothing is opened', async () => {
  const { d, asked } = await open('#/doors');
  await until(d, () => d.text().includes('Choose a person and a door.'));
  const choose = async (label: string, option: string) => {
    await d.settle(() => field(label).click());
    const found = () => all('[role=option]').find((o) => o.textContent.includes(option));
    await until(d, () => found() !== undefined);
    await d.settle(() => found()?.click());
  };
  await choose('Person', 'Ana');
  await choose('Door', '北门');
  await until(d, () => d.text().includes('Let in'));
  expect(document.querySelector('[data-kind]')?.textContent).toContain('to 车间 Workshop');
  // Somebody of no group that opens it.
  await choose('Person', '欧阳海燕');
  await choose('Door', '后门');
  await until(d, () => document.querySelector('[data-kind=refused]') !== null);
  expect(document.querySelector('[data-kind=refused]')?.textContent).toContain('No group opens this door');
  expect(asked('outputs.test')).toEqual([]);
});
