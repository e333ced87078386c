import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { on } from '../../../base/api.ts';
import classes from './demo-door.module.css';

/** The demonstration's door: a drawing that does what a real one would. */
export function DemoDoor() {
  const { t } = useTranslation('kiosk');
  const [open, setOpen] = useState(false);
  useEffect(() => on('door.changed', (door) => setOpen(door.open)), []);
  return (
    <figure className={classes.door} data-open={open || undefined}>
      <svg viewBox="0 0 72 96" width="72" height="96" aria-hidden="true">
        <rect x="10" y="8" width="52" height="82" className={classes.opening} />
        <path d={open ? 'M10 8 L30 16 V96 L10 90 Z' : 'M10 8 H62 V90 H10 Z'} className={classes.leaf} />
        <circle cx={open ? 26 : 54} cy={open ? 56 : 50} r="2.6" className={classes.knob} />
        <path d="M10 92 V8 H62 V92 M3 8 H69" className={classes.frameLine} />
      </svg>
      <figcaption>
        {open ? t('door.open') : t('door.closed')}
        <span>{t('door.note')}</span>
      </figcaption>
    </figure>
  );
}
