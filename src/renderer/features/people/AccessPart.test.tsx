// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import { sampleAccess } from '../../../../test/fakes/bridge/access.ts';
import { NOW, type FakeOptions } from '../../../../test/fakes/bridge.ts';
import { draw, installBridge, until } from '../../../../test/fakes/render.tsx';
import { findButton } from '../../../../test/fakes/screen.tsx';
import { samplePeople } from '../../../../test/fakes/site.ts';
import { startI18n } from '../../i18n/index.ts';
import { AccessPart } from './AccessPart.tsx';

async function open(index: number, options: FakeOptions = {}) {
  const bridge = installBridge({ ...options, settings: { appearance: { language: 'en' } } });
  const d = await draw(
    <MantineProvider>
      <Notifications />
      <I18nextProvider i18n={startI18n('en')}>
        <AccessPart person={samplePeople(NOW)[index]!} />
      </I18nextProvider>
    </MantineProvider>,
  );
  await until(d, () => d.text().includes('Access'));
  const saved = () => bridge.calls.filter((c) => c.name === 'access.savePerson').map((c) => c.input);
  return { bridge, d, saved };
}
const labelled = (label: string) => {
  const found = [...document.querySelectorAll('label')].find((l) => l.textContent.trim() === label);
  const input = found && document.getElementById(found.htmlFor);
  if (!(input instanceof HTMLElement)) throw new Error(`no field ${label}`);
  return input;
};

test('groups and place are those of the person; a visitor ends on the evening of the day in the site’s zone, and that can be undone', async () => {
  const { d, saved } = await open(0);
  await until(d, () => d.text().includes('仓管 Store keepers'));
  expect(d.text()).toContain('车间 Workshop, since');
  await d.settle(() => labelled('Visitor').click());
  await until(d, () => d.text().includes('After this no door opens any more.'));
  const [first] = saved() as { fields: { visitorUntil: number; groups: number[] } }[];
  expect(first?.fields.groups).toEqual([1, 2]);
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' }).format(
    first?.fields.visitorUntil,
  );
  expect(wall).toBe('18:00');
  await until(d, () => findButton('Undo') !== undefined);
  await d.settle(() => findButton('Undo')?.click());
  await until(d, () => saved().length === 2);
  expect(saved()[1]).toMatchObject({ id: 1, fields: { visitorUntil: null, groups: [1, 2] } });
});

test('where they are can be forgotten', async () => {
  const { d, bridge } = await open(0);
  await until(d, () => findButton('Forget') !== undefined);
  await d.settle(() => findButton('Forget')?.click());
  await until(d, () => bridge.calls.some((c) => c.name === 'access.reset'));
  expect(bridge.calls.find((c) => c.name === 'access.reset')?.input).toEqual({ personId: 1, zoneId: null });
});

test('whoever is in no group is told so; without a door there is nothing to set', async () => {
  const access = sampleAccess();
  const { d } = await open(1, { access: { ...access, groups: access.groups.slice(2) } });
  await until(d, () => d.text().includes('In no group: no door opens.'));
  await d.close();
  const { d: bare } = await open(1, { access: { ...access, doors: [], groups: [], zones: [] } });
  await until(bare, () => bare.text().includes('There is no door yet'));
  expect(document.querySelector('a[href="#/doors"]')).not.toBeNull();
});
