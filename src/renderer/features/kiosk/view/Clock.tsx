import { useEffect, useState } from 'react';
import type { Format } from '../../../base/format.ts';
import classes from './idle.module.css';

/** The time now, to the minute, and the day; drawn anew at each full minute. */
export function Clock({ format, large = false }: { readonly format: Format; readonly large?: boolean }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), 60_000 - (Date.now() % 60_000) + 20);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <div className={classes.clock} data-large={large || undefined}>
      <time className={classes.time}>{format.time(now)}</time>
      <div className={classes.date}>{format.day(now)}</div>
    </div>
  );
}
