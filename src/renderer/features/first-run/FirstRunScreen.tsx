import { Button, Group, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announce.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { LogoMark } from '../../ui/Logo.tsx';
import { CameraStep, LanguageStep, ModeStep } from './ChoiceSteps.tsx';
import { DataStep } from './DataStep.tsx';
import { KeyStep } from './KeyStep.tsx';
import { SiteStep } from './SiteStep.tsx';
import { FirstRunContext, STEPS, useFirstRunForm, type Step } from './form.ts';
import classes from './FirstRun.module.css';

const bodies: Readonly<Record<Step, () => ReactNode>> = {
  language: LanguageStep,
  site: SiteStep,
  camera: CameraStep,
  data: DataStep,
  mode: ModeStep,
  key: KeyStep,
};

function StepList({ step }: { readonly step: Step }) {
  const { t } = useTranslation('firstRun');
  const at = STEPS.indexOf(step);
  return (
    <ol className={classes.steps}>
      {STEPS.map((name, i) => (
        <li
          key={name}
          className={classes.step}
          data-state={i < at ? 'done' : i === at ? 'now' : 'later'}
          aria-current={i === at ? 'step' : undefined}
        >
          <span className={classes.dot}>{i < at ? <IconCheck size={14} stroke={2.5} /> : i + 1}</span>
          {t(`steps.${name}`)}
        </li>
      ))}
    </ol>
  );
}

/** Language, site and secrets, camera, data and key, door or desk, and the recovery key, shown once. */
export default function FirstRunScreen() {
  const { t, i18n } = useTranslation(['firstRun', 'common']);
  const run = useFirstRunForm();
  const { step, form, back, edit } = run;
  const { busy, error } = form;
  const { language } = form.values;
  const title = useRef<HTMLHeadingElement>(null);
  const at = STEPS.indexOf(step);

  useEffect(() => {
    void i18n.changeLanguage(language);
  }, [language, i18n]);
  useEffect(() => {
    if (step === 'language') return;
    title.current?.focus({ preventScroll: true });
    announce(t('step', { n: at + 1, of: STEPS.length }));
  }, [step, at, t]);

  const Body = bodies[step];
  const titles: Readonly<Record<Step, string>> = {
    language: t('language.title'),
    site: t('site.title'),
    camera: t('camera.title'),
    data: t('data.title'),
    mode: t('mode.title'),
    key: t('key.title'),
  };
  return (
    <div className={classes.screen}>
      <aside className={classes.side}>
        <Group gap="sm" c="var(--teal-text)" wrap="nowrap">
          <LogoMark size={44} />
          <Text fz={28} fw={600} c="var(--mantine-color-text)">
            {t('common:app')}
          </Text>
        </Group>
        <Text c="dimmed" mt="sm" mb="xl">
          {t('tagline')}
        </Text>
        <StepList step={step} />
      </aside>
      <main className={classes.main}>
        <form {...form.element} className={classes.form}>
          <Title order={1} ref={title} tabIndex={-1} className={classes.title ?? ''}>
            {titles[step]}
          </Title>
          <div className={classes.body}>
            <FirstRunContext value={run}>
              <Body />
            </FirstRunContext>
            <ErrorNote error={error} />
          </div>
          {step !== 'key' && (
            <Group justify="space-between" className={classes.foot ?? ''}>
              {at > 0 ? (
                <Button variant="default" onClick={back} disabled={busy}>
                  {t('common:back')}
                </Button>
              ) : (
                <span />
              )}
              <Group gap="sm">
                {step === 'camera' && (
                  <Button
                    variant="subtle"
                    onClick={() => {
                      edit({ cameraId: null });
                      form.submit();
                    }}
                  >
                    {t('camera.skip')}
                  </Button>
                )}
                <Button type="submit" loading={busy}>
                  {step === 'mode' ? t('mode.finish') : t('common:next')}
                </Button>
              </Group>
            </Group>
          )}
        </form>
      </main>
    </div>
  );
}
