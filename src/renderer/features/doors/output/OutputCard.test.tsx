// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, test } from 'vitest';
import type { FakeBridge } from '../../../../../test/fakes/bridge.ts';
import { draw, type Drawn, installBridge, type, until } from '../../../../../test/fakes/render.tsx';
import { field, findButton } from '../../../../../test/fakes/screen.tsx';
import { err, ok } from '../../../../domain/result.ts';
import { LANGUAGES, type Language } from '../../../../domain/language.ts';
import { tell } from '../../../base/answers.ts';
import { startI18n } from '../../../i18n/index.ts';
import { en } from '../../../i18n/en/index.ts';
import { zhCN } from '../../../i18n/zh-CN/index.ts';
import { OutputCard } from './OutputCard.tsx';

async function card(
  doorId: number,
  options: Parameters<typeof installBridge>[0] = {},
  language: Language = 'en',
): Promise<{ d: Drawn; bridge: FakeBridge }> {
  const bridge = installBridge(options);
  const d = await draw(
    <I18nextProvider i18n={startI18n(language)}>
      <MantineProvider env="test">
        <Notifications />
        <OutputCard doorId={doorId} onDirty={() => undefined} />
      </MantineProvider>
    </I18nextProvider>,
  );
  await until(d, () => d.host.querySelector('form') !== null);
  return { d, bridge };
}

async function choose(d: Drawn, label: string): Promise<void> {
  await d.settle(() => field('Output').click());
  const option = [...document.querySelectorAll<HTMLElement>('[role=option]')].find((o) => o.textContent === label);
  if (!option) throw new Error(`no option ${label}`);
  await d.settle(() => option.click());
}
const saved = (bridge: FakeBridge) =>
  bridge.calls
    .filter((c) => c.name === 'outputs.save')
    .map((c) => c.input as { config: { kind: string }; secrets: { password: string | null; key: string | null } });

test('a sensor that is not understood: what it said last, until it is understood', async () => {
  const door = { doorId: 1, name: 'North', mode: 'normal', answered: true, error: null, confirms: true } as const;
  const { d, bridge } = await card(1, { safety: { doors: [{ ...door, unclear: '{"contact":"ajar"}' }] } });
  await until(d, () => d.text().includes('The door sensor is not understood'));
  expect(d.text()).toContain('It said last: {"contact":"ajar"}');
  const asked = await bridge.call('safety.state', null);
  if (!asked.ok) throw new Error('no state');
  await d.settle(() => tell('safety.state', null, { ...asked.value, doors: [] }));
  expect(d.text()).not.toContain('It said last');
});

test('a stored password is not shown, stays when something else is saved, and is asked again with a new address', async () => {
  const { d, bridge } = await card(1);
  expect(d.text()).toContain('Stored');
  expect(document.querySelectorAll('input[type=password]')).toHaveLength(0);
  await d.settle(() => type(field('Channel'), '2'));
  await d.settle(() => findButton('Save')!.click());
  await until(d, () => saved(bridge).length === 1);
  expect(saved(bridge)[0]).toMatchObject({ config: { kind: 'shelly', channel: 2 }, secrets: { password: null, key: null } });
  await d.settle(() => type(field('Name or address'), '192.168.1.41'));
  expect(d.text()).toContain(en.outputs.secretAgain);
  await d.settle(() => type(document.querySelector<HTMLInputElement>('input[type=password]')!, 'new one'));
  await d.settle(() => findButton('Save')!.click());
  await until(d, () => saved(bridge).length === 2);
  expect(saved(bridge)[1]).toMatchObject({ config: { host: '192.168.1.41' }, secrets: { password: 'new one' } });
});

test('what cannot be saved is said at its field, and nothing is sent', async () => {
  const { d, bridge } = await card(2);
  await choose(d, en.outputs.kinds.http);
  expect(d.text()).toContain(en.outputs.safeSide);
  await d.settle(() => findButton('Save')!.click());
  expect(d.text()).toContain('An address like');
  expect(d.text()).toContain(en.outputs.problems.key);
  expect(saved(bridge)).toEqual([]);
  await d.settle(() => type(field('Address'), 'https://10.0.0.5/door'));
  await d.settle(() => findButton(en.outputs.generate)!.click());
  expect(field('Signing key').value).toMatch(/^[0-9a-f]{64}$/);
  await d.settle(() => findButton('Save')!.click());
  await until(d, () => saved(bridge).length === 1);
  await until(d, () => d.text().includes('Stored'));
  // Saved, it is never shown again.
  expect(d.text()).not.toMatch(/[0-9a-f]{64}/);
});

test('a plain Modbus coil is refused until somebody says that its watchdog is set', async () => {
  const { d, bridge } = await card(2);
  await choose(d, en.outputs.kinds.modbus);
  await d.settle(() => type(field('Name or address'), 'relay-3'));
  const coil = [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')].find((r) => r.value === 'coil')!;
  await d.settle(() => coil.click());
  await d.settle(() => findButton('Save')!.click());
  expect(d.text()).toContain(en.outputs.problems.watchdog);
  expect(saved(bridge)).toEqual([]);
  await d.settle(() => document.querySelector<HTMLInputElement>('input[type=checkbox]:not([role=switch])')!.click());
  await d.settle(() => findButton('Save')!.click());
  await until(d, () => saved(bridge).length === 1);
  expect(saved(bridge)[0]).toMatchObject({ config: { kind: 'modbus', mode: 'coil', watchdog: true } });
});

test('an MQTT output that would hear itself is refused with a sentence at its field', async () => {
  const { d, bridge } = await card(2);
  await choose(d, en.outputs.kinds.mqtt);
  await d.settle(() => type(field('Address'), 'mqtt://10.0.0.2:1883'));
  await d.settle(() => type(field('Topic of the command'), 'lintel/door-2/lock/set'));
  await d.settle(() => findButton('Save')!.click());
  expect(d.text()).toContain(en.outputs.problems['own-topic']);
  await d.settle(() => type(field('Topic of the command'), 'relay/set'));
  const confirms = [...document.querySelectorAll<HTMLInputElement>('input[role=switch]')][0]!;
  await d.settle(() => confirms.click());
  await d.settle(() => type(field('Topic of the confirmation'), 'relay/set'));
  await d.settle(() => findButton('Save')!.click());
  expect(d.text()).toContain(en.outputs.problems['command-topic']);
  expect(saved(bridge)).toEqual([]);
});

test('the pulse is saved with its output, in one call', async () => {
  const { d, bridge } = await card(1);
  await d.settle(() => type(field('Open for'), '8 s'));
  await d.settle(() => findButton('Save')!.click());
  await until(d, () => saved(bridge).length === 1);
  expect(saved(bridge)[0]).toMatchObject({ doorId: 1, pulseMs: 8000 });
  expect(bridge.calls.some((c) => c.name === 'access.saveDoor')).toBe(false);
});

test('the test shows what was sent and answered; while something is unsaved it cannot be pressed', async () => {
  const { d } = await card(1);
  await d.settle(() => findButton(en.outputs.test.go)!.click());
  await until(d, () => d.text().includes('Opened after'));
  expect(d.text()).toContain('"toggle_after":3');
  expect(d.text()).toContain('Digest ••••');
  expect(d.text()).toContain('"was_on":false');
  await d.settle(() => type(field('Channel'), '1'));
  expect(findButton(en.outputs.test.go)!.disabled).toBe(true);
  expect(d.text()).not.toContain('Opened after');
  await d.settle(() => findButton(en.outputs.discard)!.click());
  expect(findButton(en.outputs.test.go)!.disabled).toBe(false);
});

test('a door that does not answer: the sentence, the code and the talk', async () => {
  const { d } = await card(1, {
    answers: {
      'outputs.test': () =>
        ok({
          error: { code: 'door-unreachable' },
          ms: 3004,
          lines: [{ direction: 'note', text: 'connect ECONNREFUSED 192.168.1.40:80', ms: 2 }],
        }),
    },
  });
  await d.settle(() => findButton(en.outputs.test.go)!.click());
  await until(d, () => d.text().includes('Not opened'));
  expect(d.text()).toContain(en.errors['door-unreachable'].title);
  expect(d.text()).toContain('E-DOR-01');
  expect(d.text()).toContain('ECONNREFUSED');
});

test('a refused save is said, and the form stays as it was typed', async () => {
  const { d } = await card(1, { answers: { 'outputs.save': () => err({ code: 'database-full' }) } });
  await d.settle(() => type(field('Channel'), '3'));
  await d.settle(() => findButton('Save')!.click());
  await until(d, () => d.text().includes(en.errors['database-full'].title));
  expect(field('Channel').value).toBe('3');
});

describe.each(LANGUAGES)('%s', (language) => {
  test('each kind has its words and its facts', async () => {
    const words = (language === 'en' ? en : zhCN).outputs;
    const { d } = await card(2, {}, language);
    expect(d.text()).toContain(words.kindHints.none);
    const select = (): HTMLInputElement => document.querySelector<HTMLInputElement>('input[aria-haspopup=listbox]')!;
    for (const kind of ['http', 'shelly', 'mqtt', 'serial', 'modbus'] as const) {
      await d.settle(() => select().click());
      const option = [...document.querySelectorAll<HTMLElement>('[role=option]')].find(
        (o) => o.textContent === words.kinds[kind],
      );
      await d.settle(() => option!.click());
      expect(d.text()).toContain(words.kindHints[kind]);
      expect(d.text()).toContain(words.safeSide);
      expect(d.text()).toContain(words.facts.crash);
      expect(d.text()).not.toMatch(/outputs[.:]|\{\{/);
    }
  });
});
