import { Text } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import classes from './Settings.module.css';

type Props = {
  readonly label: string;
  readonly hint?: string;
  /** The control; it gets the ids that name and describe it. */
  readonly children: (ids: { readonly 'aria-labelledby': string; readonly 'aria-describedby'?: string }) => ReactNode;
};

/** One setting: its words at the left, its control at the right. */
export function Row({ label, hint, children }: Props) {
  const id = useId();
  return (
    <div className={classes.row}>
      <div className={classes.words}>
        <Text fw={600} id={`${id}-label`}>
          {label}
        </Text>
        {hint !== undefined && (
          <Text size="sm" c="dimmed" id={`${id}-hint`}>
            {hint}
          </Text>
        )}
      </div>
      <div className={classes.control}>
        {children({ 'aria-labelledby': `${id}-label`, ...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` }) })}
      </div>
    </div>
  );
}
