// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { until } from '../../../../test/fakes/render.tsx';
import { button, openApp } from '../../../../test/fakes/screen.tsx';
import { err } from '../../../domain/result.ts';
import type { ExportTemplate } from '../../../shared/exports.ts';
import type { FakeOptions } from '../../../../test/fakes/bridge.ts';
import { lastMonth, thisMonth } from './choice.ts';

async function open(answers: FakeOptions['answers'] = {}) {
  const { bridge, d, asked } = await openApp('#/hours/exports', (d) => d.text().includes('First rows'), { answers });
  const press = (text: string, within: ParentNode = document) => d.settle(() => button(text, within).click());
  const choose = async (label: string) => {
    await d.settle(() => document.querySelector<HTMLInputElement>('input[aria-haspopup=listbox]')?.click());
    const option = [...document.querySelectorAll<HTMLElement>('[role=option]')].find((o) => o.textContent === label);
    if (!option) throw new Error(`no option ${label}`);
    await d.settle(() => option.click());
  };
  return { bridge, d, asked, press, choose };
}

test('last month is the calendar month before, in the zone of the site', () => {
  const at = Date.parse('2026-11-30T20:00:00Z');
  expect(lastMonth('Asia/Shanghai', at)).toEqual({ from: '2026-11-01', to: '2026-11-30' });
  expect(lastMonth('UTC', at)).toEqual({ from: '2026-10-01', to: '2026-10-31' });
  expect(thisMonth('UTC', Date.parse('2028-02-10T00:00:00Z'))).toEqual({ from: '2028-02-01', to: '2028-02-29' });
});

test('the first rows are shown; a file is made of the last month, and stands in the list', async () => {
  const { d, asked, press } = await open();
  expect(d.text()).toContain('lintel-totals-2026-10-01-2026-10-31.xlsx');
  expect([...document.querySelectorAll('td')].map((td) => td.textContent)).toContain('Ada King');
  await press('Dry run');
  await until(d, () => d.text().includes('what the file would hold'));
  expect(d.text()).toContain('Minutes that no code stands for (1): annual: Ada King');
  await press('Save file …');
  await until(d, () => d.text().includes('/srv/totals-xlsx'));
  expect(asked('exports.run').at(-1)).toMatchObject({ key: 'totals-xlsx', who: { department: null }, dry: false });
});

test('ids that are missing are asked for before, and what nobody has tried says so', async () => {
  const { d, asked, press, choose } = await open();
  await choose('Frappe HR (CSV)');
  await until(d, () => d.text().includes('1 of 1 people has no id in "frappe"'));
  expect(d.text()).toContain('Try with a test run');
  expect(d.text()).toContain('which must be the zone of that site');
  const field = document.querySelector<HTMLInputElement>('input[aria-labelledby^=id-of]')!;
  await d.settle(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field, 'HR-EMP-1');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await press('Save these ids');
  await until(d, () => !d.text().includes('has no id in'));
  expect(asked('exports.saveIds')).toEqual([{ program: 'frappe', ids: [{ personId: 1, id: 'HR-EMP-1' }] }]);
});

test('a template is copied, its columns changed with the rows shown, and saved under its own name', async () => {
  const { d, asked, press } = await open();
  await press('Copy and change');
  const dialog = () => document.querySelector('[role=dialog]')!;
  await until(
    d,
    () => document.querySelector('[role=dialog]') !== null && dialog().textContent.includes('A template of your own'),
  );
  await d.settle(() => dialog().querySelector<HTMLButtonElement>('[aria-label="Remove column 2"]')?.click());
  await until(d, () => asked('exports.preview').length > 1);
  await press('Save', dialog());
  await until(d, () => asked('exports.saveTemplate').length === 1);
  const saved = asked('exports.saveTemplate')[0] as { id: null; fields: { name: string; columns: { field: string }[] } };
  expect(saved.fields.name).toBe('Totals (Excel), copy');
  expect(saved.fields.columns.map((c) => c.field).slice(0, 2)).toEqual(['employeeNumber', 'department']);
});

test('a sheet is added, with its own rows and columns, and shown below the first; another is taken out', async () => {
  const { d, asked, press, choose } = await open();
  await choose('企业微信 打卡日报');
  await until(d, () => d.text().includes('Sheet 2: 打卡详情'));
  expect([...document.querySelectorAll('th')].map((th) => th.textContent)).toEqual(expect.arrayContaining(['姓名', '打卡状态']));
  await press('Copy and change');
  const dialog = () => document.querySelector('[role=dialog]')!;
  await until(d, () => document.querySelector('[role=dialog]') !== null && dialog().textContent.includes('Sheet 2'));
  await press('Add a sheet', dialog());
  await until(d, () => dialog().textContent.includes('Sheet 3'));
  const header = [...dialog().querySelectorAll<HTMLInputElement>('[data-path="further.1.columns.1.header"]')].at(0)!;
  await d.settle(() => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(header, 'Who');
    header.dispatchEvent(new Event('input', { bubbles: true }));
  });
  const remove = [...dialog().querySelectorAll('button')].filter((b) => b.textContent.trim() === 'Remove this sheet');
  expect(remove).toHaveLength(2);
  await d.settle(() => remove[0]!.click());
  await until(d, () => !dialog().textContent.includes('打卡详情'));
  await press('Save', dialog());
  await until(d, () => asked('exports.saveTemplate').length === 1);
  const { fields } = asked('exports.saveTemplate')[0] as { fields: ExportTemplate };
  expect(
    fields.further.map(({ sheet, grain, columns }) => [sheet, grain, columns.map((c) => c.field), columns[1]!.header]),
  ).toEqual([['', 'punch', ['employeeNumber', 'name', 'at', 'direction'], 'Who']]);
});

test('a folder that is not there is said with what is made by itself', async () => {
  const { d } = await open({
    'exports.schedules': () => ({
      ok: true,
      value: [
        {
          ...{ id: 1, template: 'totals-csv', folder: '/srv/payroll', department: null, day: 2, minute: 360, doneUntil: 20_700 },
          ...{ name: 'Totals', problem: 'export-folder-missing' },
        },
      ],
    }),
  });
  await until(d, () => d.text().includes('The folder /srv/payroll is not there'));
  expect(d.text()).toContain('Each month on day 2 at 06:00, Everybody, to /srv/payroll');
});

test('what main refuses is said', async () => {
  const { d, press } = await open({ 'exports.run': () => err({ code: 'export-values', label: 'Co Code' }) });
  await press('Save file …');
  await until(d, () => d.text().includes('The template has to be told something first: Co Code'));
});
