/** The inbox by key: up and down, a proposal by its number, as it is, other times, the day, choose one or all of its group, the same for all chosen, take back. */
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { InboxEntry } from '../../../shared/calls/hour-requests.ts';
import type { EntryActs } from './EntryRow.tsx';

type Options = {
  readonly list: RefObject<HTMLElement | null>;
  readonly entries: readonly InboxEntry[];
  readonly acts: EntryActs;
  readonly undo: () => void;
};

export type InboxKeys = {
  /** The row that has the focus, or would. */
  readonly active: number;
  readonly setActive: (at: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

export function useInboxKeys({ list, entries, acts, undo }: Options): InboxKeys {
  const [at, setAt] = useState(0);
  const active = Math.max(0, Math.min(at, entries.length - 1));
  /** A row that is settled goes, and only then is its place taken: whoever works by key stays in the list. */
  const byKey = useRef(false);
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])];
  const count = entries.length;
  useEffect(() => {
    if (!byKey.current || list.current?.contains(document.activeElement)) return;
    rows()[active]?.focus();
  }, [count]);

  const go = (to: number) => {
    const next = Math.max(0, Math.min(to, count - 1));
    setAt(next);
    rows()[next]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const entry = entries[active];
    // What is typed into a field is no command, nor is what goes with another key.
    if (!entry || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key, target } = event;
    const onRow = target instanceof HTMLElement && target.hasAttribute('data-entry');
    const digit = /^[1-9]$/.test(key) ? entry.proposals[Number(key) - 1] : undefined;
    const act = (() => {
      if (key === 'ArrowDown' || key === 'j') return () => go(active + 1);
      if (key === 'ArrowUp' || key === 'k') return () => go(active - 1);
      if (digit) return () => acts.take(entry, digit);
      if (key === '0') return () => acts.accept(entry);
      if (key === 'u') return undo;
      const named = { e: acts.correct, s: acts.show, a: acts.chooseAll, b: acts.bulk }[key];
      if (named) return () => named(entry);
      return key === ' ' && onRow ? () => acts.choose(entry) : null;
    })();
    if (!act) return;
    event.preventDefault();
    byKey.current = true;
    act();
  };
  return { active, setActive: setAt, onKeyDown };
}
