import type { quality as en } from '../en/quality.ts';
import type { Wording } from '../../../words/wording.ts';

export const quality = {
  'one-at-a-time': '请一个一个来',
  'come-closer': '请靠近一点',
  'step-back': '请退后一点',
  'centre-face': '请站到画面中间',
  'too-dark': '光线太暗',
  'too-bright': '光线太亮',
  'light-from-side': '光线偏向一侧',
  'turn-to-camera': '请看镜头',
  'chin-down': '请稍微低头',
  'chin-up': '请稍微抬头',
  'straighten-head': '请把头摆正',
  'hold-still': '请保持不动',
  'open-eyes': '请睁开眼睛',
  'close-mouth': '请闭上嘴',
  'mirror-differs': '请正对镜头',
  'upside-down': '摄像头的画面上下颠倒',
} satisfies Wording<typeof en>;
