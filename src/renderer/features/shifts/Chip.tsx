import type { CSSProperties } from 'react';
import type { ShiftColour } from '../../../shared/shifts.ts';
import { chipText } from './draft.ts';
import classes from './shifts.module.css';

type Props = {
  readonly shift: { readonly name: string; readonly code: string; readonly colour: ShiftColour };
  readonly long?: boolean;
};

/** Letters on a colour, with the name to be read. */
export function Chip({ shift, long = false }: Props) {
  return (
    <span
      className={classes.chip}
      title={shift.name}
      style={{ '--chip': `var(--mantine-color-${shift.colour}-filled)` } as CSSProperties}
    >
      {long ? (
        <>
          {shift.code !== '' && <span aria-hidden="true">{shift.code}</span>}
          <span className={classes.chipName}>{shift.name}</span>
        </>
      ) : (
        <>
          <span aria-hidden="true">{chipText(shift)}</span>
          <span className="visually-hidden">{shift.name}</span>
        </>
      )}
    </span>
  );
}
