// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { until } from '../../../../../test/fakes/render.tsx';
import { button, dialog, openApp } from '../../../../../test/fakes/screen.tsx';
import type { FakeOptions } from '../../../../../test/fakes/bridge.ts';
import { ok } from '../../../../domain/result.ts';

async function open(answers: FakeOptions['answers'] = {}) {
  const { d, asked } = await openApp('#/hours/exports', (d) => d.text().includes('Send to Frappe HR'), { answers });
  const press = (text: string, within: ParentNode = document) => d.settle(() => button(text, within).click());
  const type = async (path: string, text: string) => {
    const field = dialog().querySelector<HTMLInputElement>(`input[data-path="${path}"]`)!;
    await d.settle(() => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field, text);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  };
  return { d, asked, press, type };
}

test('a server is set up, looked at, and sent to; what it refuses is said and sent again', async () => {
  const { d, asked, press, type } = await open();
  await press('Set up …');
  await until(d, () => document.querySelector('[role=dialog]') !== null);
  await type('url', 'http://erp.example.com');
  await type('key', 'abc');
  await type('secret', 'def');
  expect(dialog().textContent).toContain('Key and secret go unencrypted');
  await press('Save', dialog());
  await until(d, () => dialog().textContent.includes('With http only a private address'));
  expect(asked('frappe.save')).toEqual([]);
  await type('url', 'http://192.168.1.20:8000');
  await press('Save', dialog());
  await until(d, () => d.text().includes('Look first'));
  expect(asked('frappe.save')).toMatchObject([{ url: 'http://192.168.1.20:8000', key: 'abc', secret: 'def', person: 'number' }]);

  await press('Look first');
  await until(d, () => d.text().includes('3 punches of 2 people: 2 new'));
  expect(d.text()).toContain('1 punch has no direction');
  expect(d.text()).toContain('cannot be taken back from here');
  expect(asked('frappe.send')).toEqual([]);
  await press('Send 2 punches');
  await until(d, () => d.text().includes('1 of 2 are there, 0 left, 1 refused'));
  expect(d.text()).toContain('No employee with this id there.');
  expect(d.text()).toContain('Last Sync of Checkin');
  await press('Send the refused one again');
  await until(d, () => d.text().includes('2 of 2 are there, 0 left, 0 refused'));
});

test('what is stored is not shown, and stays where nothing is typed', async () => {
  const server = { url: 'https://erp.example.com', api: 'hrms', person: 'employee', zone: 'UTC' } as const;
  const none = { waiting: 3, stored: 0, refused: 0 };
  const { d, asked, press, type } = await open({
    'frappe.state': () => ok({ server, running: false, problem: 'token', counts: none, nextTry: 0, refused: [], last: [] }),
  });
  expect(d.text()).toContain('The server does not accept the key and secret');
  await press('Change …', document.querySelector('[aria-labelledby=frappe]')!);
  await until(d, () => document.querySelector('[role=dialog]') !== null);
  await type('url', 'https://erp.example.com/');
  await press('Save', dialog());
  await until(d, () => asked('frappe.save').length === 1);
  expect(asked('frappe.save')).toMatchObject([{ key: null, secret: null }]);
  await press('Go on');
  expect(asked('frappe.resume')).toEqual([null]);
});
