import { IconRefreshAlert } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../ui/announce.tsx';
import { makeFormat } from '../base/format.ts';
import classes from './RestartNote.module.css';

/** Whoever stands there while the screen goes away and comes back is told so, for as long as main says it. */
export function RestartNote({ at, timeZone }: { readonly at: number; readonly timeZone: string }) {
  const { t, i18n } = useTranslation();
  const text = useMemo(
    () => t('restarted', { time: makeFormat(i18n.language, timeZone).time(at) }),
    [t, i18n.language, timeZone, at],
  );
  useEffect(() => announce(text), [text]);
  return (
    <div className={classes.note} data-testid="restart-note">
      <IconRefreshAlert size={24} stroke={1.75} aria-hidden="true" />
      {text}
    </div>
  );
}
