import { useState } from 'react';

/** What a file says as it is read now; every other choice reads it again, and what could not be read so leaves it as it was. */
export function usePreview<F, P>(file: F, first: P, read: (file: F) => Promise<P | null>) {
  const [asked, setAsked] = useState(file);
  const [preview, setPreview] = useState(first);
  const [busy, setBusy] = useState<'reading' | 'taking' | null>(null);
  return {
    asked,
    preview,
    busy,
    async again(more: Partial<F>): Promise<void> {
      const next = { ...asked, ...more };
      setBusy('reading');
      const answer = await read(next);
      setBusy(null);
      if (answer === null) return;
      setAsked(next);
      setPreview(answer);
    },
    /** The dialog waits while the file is taken. */
    async taking<T>(work: () => Promise<T>): Promise<T> {
      setBusy('taking');
      const taken = await work();
      setBusy(null);
      return taken;
    },
  };
}
