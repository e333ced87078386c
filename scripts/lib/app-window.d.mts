import type { WindowMessage } from '../../test/stand-in/host.ts';

export class AppWindow {
  constructor(chromium: string, profile: string, message: WindowMessage, cameraSwitches: readonly string[]);
  readonly ended: Promise<void>;
  setFullScreen(on: boolean): Promise<void>;
  lastWords(): string;
  close(): Promise<void>;
}
