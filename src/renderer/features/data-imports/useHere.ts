import { useEffect, useRef, useState } from 'react';
import { call } from '../../base/api.ts';
import type { Of } from './photo-names.ts';
import { hereAlready } from './photo-here.ts';
import type { Picture } from './photo-source.ts';

export type Here = { readonly found: ReadonlySet<Picture>; readonly comparing: boolean };

/** Which of these pictures are here already, from the moment they are shown until somebody goes on; not once more after a lock, where that was before it. */
export function useHere(enrolled: readonly (Picture & Of)[]): { readonly here: Here; readonly stopComparing: () => void } {
  const [here, setHere] = useState<Here>({ found: new Set(), comparing: enrolled.length > 0 });
  const stop = useRef<AbortController | null>(null);
  const over = useRef(false);
  useEffect(() => {
    if (over.current) return;
    const own = new AbortController();
    stop.current = own;
    void hereAlready(enrolled, call, own.signal, (found) => {
      if (!own.signal.aborted) setHere({ found: new Set(found), comparing: true });
    }).then((found) => {
      // Of one that was stopped what was found counts; of one whose screen is gone nothing is kept.
      if (stop.current !== own) return;
      over.current = true;
      setHere({ found, comparing: false });
    });
    return () => {
      own.abort();
      stop.current = null;
    };
  }, [enrolled]);
  return { here, stopComparing: () => stop.current?.abort() };
}
