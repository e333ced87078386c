// @vitest-environment happy-dom
import { MantineProvider, PasswordInput, TextInput } from '@mantine/core';
import { Activity, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { draw, installBridge, type } from '../../../test/fakes/render.tsx';
import type { AppError } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import { en } from '../i18n/en/index.ts';
import { startI18n } from '../i18n/index.ts';
import { zhCN } from '../i18n/zh-CN/index.ts';
import { FormDialog } from './FormDialog.tsx';
import { useCallForm } from './useCallForm.ts';

const Fields = z.strictObject({ name: z.string().trim().min(1).max(5), code: z.string().regex(/^\d*$/), pin: z.string() });

/** What stands in the form, whatever the page shows of it. */
let inside: unknown;

function Example({ answer, onClose }: { readonly answer: (values: unknown) => AppError | null; readonly onClose: () => void }) {
  const form = useCallForm({
    initial: { name: '', code: '', pin: '' },
    schema: Fields,
    send: (values, refused) => {
      const error = answer(values);
      if (error) refused(error);
      return Promise.resolve(error ? null : {});
    },
    done: onClose,
    wrong: { 'pin-wrong': 'pin' },
    secrets: ['pin'],
  });
  inside = form.fields.getValues();
  const { getInputProps } = form.fields;
  return (
    <FormDialog title="Example" go="Go" form={form} onClose={onClose}>
      <TextInput label="Name" {...getInputProps('name')} />
      <TextInput label="Code" {...getInputProps('code')} />
      <PasswordInput label="PIN" {...getInputProps('pin')} />
    </FormDialog>
  );
}

let lock: (locked: boolean) => void = () => undefined;
function Screen({ answer, onClose }: Parameters<typeof Example>[0]) {
  const [locked, setLocked] = useState(false);
  lock = setLocked;
  return (
    <Activity mode={locked ? 'hidden' : 'visible'}>
      <Example answer={answer} onClose={onClose} />
    </Activity>
  );
}

async function open(answer: (values: unknown) => AppError | null = () => null, language: Language = 'en') {
  installBridge();
  const sent: unknown[] = [];
  let closed = 0;
  const d = await draw(
    <I18nextProvider i18n={startI18n(language)}>
      <MantineProvider env="test">
        <Screen
          answer={(values) => {
            sent.push(values);
            return answer(values);
          }}
          onClose={() => closed++}
        />
      </MantineProvider>
    </I18nextProvider>,
  );
  const fields = () => [...document.querySelectorAll<HTMLInputElement>('form input')];
  const fill = (...values: string[]) => d.settle(() => values.forEach((value, i) => type(fields()[i]!, value)));
  const enter = () => d.settle(() => document.querySelector('form')?.requestSubmit());
  const escape = () =>
    d.settle(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })));
  const press = (text: string) =>
    d.settle(() => [...document.querySelectorAll('button')].find((b) => b.textContent.trim() === text)?.click());
  return { d, sent, closed: () => closed, fields, fill, enter, escape, press };
}

describe.each([
  ['en', en.common.fields],
  ['zh-CN', zhCN.common.fields],
] as const)('%s', (language, words) => {
  test('what is wrong is said at each field, the first one gets the focus, and nothing is sent', async () => {
    const { d, sent, fields, fill, enter } = await open(undefined, language);
    await fill(' ', 'x', '');
    await enter();
    expect(d.text()).toContain(words.required);
    expect(d.text()).toContain(words.check);
    expect(document.activeElement).toBe(fields()[0]);
    expect(sent).toEqual([]);
    // After a try it follows the typing.
    await fill('Ana');
    expect(d.text()).not.toContain(words.required);
    await fill('Anastasia');
    expect(d.text()).toContain(words.tooLong_other.replace('{{count}}', '5'));
  });
});

test('what is sent went through the schema, and the dialog is done', async () => {
  const { sent, closed, fill, enter } = await open();
  await fill(' Ana ', '7');
  await enter();
  expect(sent).toEqual([{ name: 'Ana', code: '7', pin: '' }]);
  expect(closed()).toBe(1);
});

test('two presses are sent once', async () => {
  const { d, sent, fill } = await open();
  await fill('Ana');
  await d.settle(() => {
    document.querySelector('form')?.requestSubmit();
    document.querySelector('form')?.requestSubmit();
  });
  expect(sent).toHaveLength(1);
});

test('a refusal of a field stands at the field, another above the button, and what was typed is still there', async () => {
  let error: AppError = { code: 'bad-input', field: 'person.code' };
  const { d, fields, fill, press, closed } = await open(() => error);
  await fill('Ana', '7', '123');
  await press('Go');
  expect(fields()[1]?.getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(fields()[1]);
  error = { code: 'database-full' };
  await press('Go');
  expect(d.text()).toContain(en.errors['database-full'].title);
  expect(fields().map((f) => f.value)).toEqual(['Ana', '7', '123']);
  // A field that is not asked for here: then it stands above the button as well.
  error = { code: 'bad-input', field: 'doorId' };
  await press('Go');
  expect(d.text()).toContain(en.errors['bad-input'].title);
  expect(closed()).toBe(0);
});

test('Escape closes what is clean, and asks where something was typed', async () => {
  const { d, closed, fill, escape, press } = await open();
  await fill('Ana');
  await escape();
  expect(closed()).toBe(0);
  expect(d.text()).toContain(en.common.unsaved.title);
  await press(en.common.unsaved.keep);
  expect(d.text()).not.toContain(en.common.unsaved.title);
  await escape();
  await press(en.common.unsaved.go);
  expect(closed()).toBe(1);
  await fill('');
  await escape();
  expect(closed()).toBe(2);
});

describe('a secret does not stay', () => {
  test('when it was taken', async () => {
    const { fill, enter } = await open();
    await fill('Ana', '7', '4711');
    expect(inside).toMatchObject({ pin: '4711' });
    await enter();
    expect(inside).toEqual({ name: 'Ana', code: '7', pin: '' });
  });

  test('when it was wrong: it is emptied, and the next one is typed there', async () => {
    const { d, fields, fill, enter } = await open(() => ({ code: 'pin-wrong' }));
    await fill('Ana', '7', '4711');
    await enter();
    expect(inside).toEqual({ name: 'Ana', code: '7', pin: '' });
    expect(d.text()).toContain(en.errors['pin-wrong'].title);
    expect(document.activeElement).toBe(fields()[2]);
  });

  test('under a lock, where other fields wait', async () => {
    const { d, fill } = await open();
    await fill('Ana', '7', '4711');
    await d.settle(() => lock(true));
    await d.settle(() => lock(false));
    expect(inside).toEqual({ name: 'Ana', code: '7', pin: '' });
  });
});
