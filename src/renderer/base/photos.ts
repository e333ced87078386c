/** Enrolled pictures as object URLs, asked for once and kept for the last few hundred people that were looked at. */
import { useEffect, useState } from 'react';
import { call } from './api.ts';

const KEPT = 400;
const urls = new Map<number, Promise<string | null>>();

async function ask(id: number): Promise<string | null> {
  const answer = await call('people.photo', { id });
  return answer.ok && answer.value ? URL.createObjectURL(new Blob([answer.value.slice()], { type: 'image/webp' })) : null;
}

function photoOf(id: number): Promise<string | null> {
  const known = urls.get(id);
  if (known) {
    urls.delete(id);
    urls.set(id, known);
    return known;
  }
  const asked = ask(id);
  urls.set(id, asked);
  if (urls.size > KEPT) {
    const oldest = urls.keys().next().value;
    if (oldest !== undefined) forget(oldest);
  }
  return asked;
}

function forget(id: number): void {
  const url = urls.get(id);
  urls.delete(id);
  void url?.then((u) => u && URL.revokeObjectURL(u));
}

/** Pictures may have changed (somebody was enrolled again): ask anew. */
export function forgetPhotos(): void {
  for (const id of [...urls.keys()]) forget(id);
}

/** The picture's URL; null while it is asked for and where none is kept. `version` changes when it should be asked anew. */
export function usePhoto(id: number, version: number): string | null {
  const [photo, setPhoto] = useState<{ readonly id: number; readonly url: string | null }>({ id, url: null });
  useEffect(() => {
    let live = true;
    // Rows that fly past while scrolling are not asked for.
    const timer = setTimeout(
      () => {
        void photoOf(id).then((url) => {
          if (live) setPhoto({ id, url });
        });
      },
      urls.has(id) ? 0 : 60,
    );
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [id, version]);
  return photo.id === id ? photo.url : null;
}
