/** Enrolled pictures as object URLs, asked for once and kept for the last few hundred people that were looked at. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { call } from './api.ts';

const KEPT = 400;
const urls = new Map<number, Promise<string | null>>();
/** Rises when every picture is to be asked for anew. */
let version = 0;
const listeners = new Set<() => void>();

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

/** Faces were enrolled or erased, or whoever may see them has gone. */
export function forgetPhotos(): void {
  for (const id of [...urls.keys()]) forget(id);
  version += 1;
  for (const changed of listeners) changed();
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => void listeners.delete(changed);
}

/** The picture's URL; null while it is asked for and where none is kept. */
export function usePhoto(id: number): string | null {
  const now = useSyncExternalStore(subscribe, () => version);
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
  }, [id, now]);
  return photo.id === id ? photo.url : null;
}
