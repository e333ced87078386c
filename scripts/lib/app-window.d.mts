import type { WindowMessage } from '../../stand-in/host.ts';

export class AppWindow {
  constructor(chromium: string, profile: string, message: WindowMessage, cameraSwitches: readonly string[], onCrash?: () => void);
  /** With whether it was no orderly end. */
  readonly ended: Promise<boolean>;
  setFullScreen(on: boolean): Promise<void>;
  lastWords(): string;
  close(): Promise<void>;
}
