/** Keeps the display awake while, and only while, the window is a kiosk: a front desk's screen may sleep. */
export type Blocker = { start(): number; stop(id: number): unknown };

export type Power = { keepAwake(wanted: boolean): void };

export function createPower(blocker: Blocker): Power {
  let id: number | null = null;
  return {
    keepAwake(wanted) {
      if (wanted === (id !== null)) return;
      if (id === null) id = blocker.start();
      else {
        blocker.stop(id);
        id = null;
      }
    },
  };
}
