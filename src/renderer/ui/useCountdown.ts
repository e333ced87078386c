import { useEffect, useState } from 'react';

/** Seconds left of a wait that begins whenever `start` is called; 0 when it is over. */
export function useCountdown(): { readonly left: number; readonly start: (seconds: number) => void } {
  const [until, setUntil] = useState(0);
  const [now, setNow] = useState(0);
  const waiting = until > now;
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => setNow(performance.now()), 250);
    return () => clearInterval(timer);
  }, [waiting]);
  return {
    left: waiting ? Math.ceil((until - now) / 1000) : 0,
    start: (seconds) => {
      const t = performance.now();
      setNow(t);
      setUntil(t + seconds * 1000);
    },
  };
}

/** 90 -> 1:30 */
export function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
