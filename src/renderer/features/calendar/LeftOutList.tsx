import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HolidayFile } from '../../../shared/imported.ts';
import classes from './calendar.module.css';

/** Every entry that was not taken: where it stands in the file, what it is called, and why. */
export function LeftOutList({ leftOut, format }: Pick<HolidayFile, 'leftOut' | 'format'>) {
  const { t } = useTranslation('imports');
  if (leftOut.length === 0) return null;
  return (
    <details className={classes.leftOut}>
      <summary>{t('leftOut.title', { count: leftOut.length })}</summary>
      <ul className={classes.preview}>
        {leftOut.map(({ at, name, reason, detail }) => (
          <li key={at}>
            <Text span size="sm" c="dimmed">
              {t(format === 'json' ? 'leftOut.entry' : 'leftOut.line', { at })}
            </Text>
            <Text span size="sm">
              {name || t('leftOut.nameless')}
            </Text>
            <Text span size="sm" c="dimmed">
              {t(`leftOut.reason.${reason}`, { detail: detail ?? '' })}
            </Text>
          </li>
        ))}
      </ul>
    </details>
  );
}
