import type { QualityReason } from '../../../domain/recognition/quality.ts';

export const quality = {
  'one-at-a-time': 'One at a time, please',
  'come-closer': 'Come closer',
  'step-back': 'Step back a little',
  'centre-face': 'Move into the middle',
  'too-dark': 'It is too dark here',
  'too-bright': 'It is too bright here',
  'light-from-side': 'The light comes from one side',
  'turn-to-camera': 'Look at the camera',
  'chin-down': 'Chin down a little',
  'chin-up': 'Chin up a little',
  'straighten-head': 'Hold your head straight',
  'hold-still': 'Hold still',
  'open-eyes': 'Open your eyes',
  'close-mouth': 'Close your mouth',
  'mirror-differs': 'Look straight at the camera',
  'upside-down': 'The camera shows you upside down',
} as const satisfies Record<QualityReason, string>;
