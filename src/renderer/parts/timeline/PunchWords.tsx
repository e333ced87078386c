import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './timeline.module.css';

type Props = { readonly title: string; readonly sentences: readonly string[]; readonly children?: ReactNode };

/** Why the chosen punch stands where it does. */
export function PunchWords({ title, sentences, children }: Props) {
  return (
    <section className={classes.words} aria-live="polite" aria-label={title}>
      <Text fw={600}>{title}</Text>
      <ul>
        {sentences.map((sentence, i) => (
          <li key={i}>{sentence}</li>
        ))}
      </ul>
      {children}
    </section>
  );
}
