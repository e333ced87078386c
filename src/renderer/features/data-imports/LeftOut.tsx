import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './dataImports.module.css';

type Props = {
  readonly title: string;
  /** Of all of them: more than are shown. */
  readonly count: number;
  readonly rows: readonly { readonly line: number; readonly text: string; readonly why: string }[];
};

/** Every line that is not taken: where it stands, what stands there, and why. */
export function LeftOut({ title, count, rows }: Props) {
  const { t } = useTranslation(['dataImports', 'imports']);
  if (count === 0) return null;
  return (
    <details className={classes.leftOut}>
      <summary>{title}</summary>
      <ul className={classes.list}>
        {rows.map(({ line, text, why }, i) => (
          <li key={i}>
            <Text span size="sm" c="dimmed">
              {t('imports:leftOut.line', { at: line })}
            </Text>
            <Text span size="sm">
              {text}
            </Text>
            <Text span size="sm" c="dimmed">
              {why}
            </Text>
          </li>
        ))}
        {count > rows.length && <li>{t('punches.more', { count: count - rows.length })}</li>}
      </ul>
    </details>
  );
}
