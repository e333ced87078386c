import type { ReactNode } from 'react';
import classes from './ChoiceCard.module.css';

type Props = {
  /** Of the radio group. */
  readonly name: string;
  readonly title: string;
  readonly text?: string;
  readonly icon?: ReactNode;
  readonly lang?: string;
  readonly big?: boolean;
  readonly checked: boolean;
  readonly onChoose: () => void;
};

/** One of a few choices that need a sentence each: a radio button drawn as a card. */
export function ChoiceCard({ name, title, text, icon, lang, big = false, checked, onChoose }: Props) {
  return (
    <label className={classes.card} data-checked={checked || undefined} data-big={big || undefined} lang={lang}>
      <input type="radio" name={name} checked={checked} onChange={onChoose} className={classes.radio} />
      {icon !== undefined && <span className={classes.icon}>{icon}</span>}
      <span className={classes.words}>
        <span className={classes.title}>{title}</span>
        {text !== undefined && <span className={classes.text}>{text}</span>}
      </span>
    </label>
  );
}
