/** Minutes as hours and minutes: 8:05. */
export function hoursText(minutes: number): string {
  const whole = Math.abs(minutes);
  return `${minutes < 0 ? '−' : ''}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** The same with its sign: +0:20, −1:15, 0:00. */
export const signedHours = (minutes: number): string => (minutes > 0 ? `+${hoursText(minutes)}` : hoursText(minutes));
