/** What a screen reader is told, politely and once: `announce(text)` from anywhere, one live region in the shell. */
import { create } from 'zustand';

const useAnnouncement = create<{ readonly text: string }>()(() => ({ text: '' }));

export function announce(text: string): void {
  // The same words twice in a row would not be read: an alternating no-break space makes them new.
  useAnnouncement.setState((s) => ({ text: s.text === text ? `${text}\u00a0` : text }));
}

export function LiveRegion() {
  const text = useAnnouncement((s) => s.text);
  return (
    <div className="visually-hidden" role="status" aria-live="polite" aria-atomic="true">
      {text}
    </div>
  );
}
