import type { CSSProperties } from 'react';
import type { KioskView } from '../machine/kiosk.machine.ts';
import classes from './ring.module.css';
import type { Ring } from './geometry.ts';

/** Progress of the vote, 0..1; null where there is no vote. */
function progressOf(view: KioskView): number | null {
  if (view.kind === 'checking') return view.progress;
  return view.kind === 'welcome' || view.kind === 'again' ? 1 : null;
}

/** The ring around the face; its shadow dims everything outside. */
export function FaceRing({ ring, view }: { readonly ring: Ring; readonly view: KioskView }) {
  const progress = progressOf(view);
  const side = ring.radius * 2;
  return (
    <div
      className={classes.ring}
      data-kind={view.kind}
      style={
        {
          width: side,
          height: side,
          transform: `translate(${ring.x - ring.radius}px, ${ring.y - ring.radius}px)`,
          // One pixel in the drawing's own units, so that the line is as thick around a far face as around a near one.
          '--px': 100 / side,
        } as CSSProperties
      }
      aria-hidden="true"
    >
      <svg viewBox="0 0 100 100">
        <circle cx="50" cy="50" r="48.5" className={classes.track} pathLength={48} />
        {progress !== null && (
          <circle
            cx="50"
            cy="50"
            r="48.5"
            className={classes.progress}
            pathLength={1}
            strokeDasharray="1 1"
            strokeDashoffset={1 - Math.max(0.02, progress)}
          />
        )}
      </svg>
    </div>
  );
}

/** Around the face that is too close as well: which two are meant is seen, not guessed. */
export function OtherRing({ ring }: { readonly ring: Ring }) {
  const side = ring.radius * 2;
  return (
    <div
      className={classes.other}
      style={{ width: side, height: side, transform: `translate(${ring.x - ring.radius}px, ${ring.y - ring.radius}px)` }}
      aria-hidden="true"
    />
  );
}
