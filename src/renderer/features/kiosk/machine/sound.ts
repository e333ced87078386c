/** Two short rising notes for yes, one low for no. Made here, so that there is no file to load. */
import type { Sound } from './kiosk.machine.ts';

type Note = { readonly hertz: number; readonly at: number; readonly seconds: number };
const NOTES: Readonly<Record<Sound, readonly Note[]>> = {
  yes: [
    { hertz: 880, at: 0, seconds: 0.11 },
    { hertz: 1318.5, at: 0.12, seconds: 0.17 },
  ],
  no: [{ hertz: 196, at: 0, seconds: 0.32 }],
};
const LOUDNESS = 0.18;

let context: AudioContext | null = null;

/** Silent where the machine has no sound; a missing loudspeaker must not stop a door. */
export function playSound(sound: Sound): void {
  try {
    context ??= new AudioContext();
    void context.resume();
    for (const { hertz, at, seconds } of NOTES[sound]) {
      const start = context.currentTime + at;
      const tone = context.createOscillator();
      const gain = context.createGain();
      tone.type = 'sine';
      tone.frequency.value = hertz;
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.012);
      gain.gain.exponentialRampToValueAtTime(0.001, start + seconds);
      tone.connect(gain).connect(context.destination);
      tone.start(start);
      tone.stop(start + seconds + 0.02);
    }
  } catch {
    context = null;
  }
}
