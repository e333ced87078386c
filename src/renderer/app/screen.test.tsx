// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { Activity, useState, type ComponentType, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import { draw, installBridge } from '../../../test/fakes/render.tsx';
import { startI18n } from '../i18n/index.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { screen } from './screen.tsx';

const within = (what: ReactNode) => (
  <MantineProvider>
    <I18nextProvider i18n={startI18n('en')}>{what}</I18nextProvider>
  </MantineProvider>
);

type Load = {
  readonly screen: ComponentType;
  readonly asked: () => number;
  readonly come: () => void;
  readonly fail: () => void;
};

const ITSELF = 'the screen itself';

/** A screen whose script comes when the test says so. */
function later(): Load {
  let asked = 0;
  const { promise, resolve, reject } = Promise.withResolvers<{ default: ComponentType }>();
  return {
    screen: screen(() => {
      asked++;
      return promise;
    }),
    asked: () => asked,
    come: () => resolve({ default: () => <p>{ITSELF}</p> }),
    fail: () => reject(new Error('the script is gone')),
  };
}

test('dots until the script is there; the next time it is drawn at once', async () => {
  installBridge();
  const { screen: Screen, asked, come } = later();
  const d = await draw(within(<Screen />));
  expect(document.querySelector('.mantine-Loader-root')).not.toBeNull();
  await d.settle(come);
  expect(d.text()).toContain(ITSELF);
  expect(document.querySelector('.mantine-Loader-root')).toBeNull();
  await d.close();
  const again = await draw(within(<Screen />));
  expect(again.text()).toContain(ITSELF);
  expect(asked()).toBe(1);
});

test('what comes while the screen is hidden is drawn when it is shown again', async () => {
  installBridge();
  const { screen: Screen, come } = later();
  let show: (mode: 'visible' | 'hidden') => void = () => undefined;
  function Page() {
    const [mode, setMode] = useState<'visible' | 'hidden'>('visible');
    show = setMode;
    return (
      <Activity mode={mode}>
        <Screen />
      </Activity>
    );
  }
  const d = await draw(within(<Page />));
  await d.settle(() => show('hidden'));
  await d.settle(come);
  await d.settle(() => show('visible'));
  expect(d.text()).toContain(ITSELF);
});

test('a script that does not come costs the screen, and says so', async () => {
  installBridge({ settings: { appearance: { language: 'en' } } });
  const { screen: Screen, fail } = later();
  const d = await draw(
    within(
      <ErrorBoundary>
        <Screen />
      </ErrorBoundary>,
    ),
  );
  await d.settle(fail);
  expect(d.text()).toContain('E-');
});
