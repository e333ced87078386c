import type { Settings } from '../../shared/settings.ts';
import type { Log } from '../base/log.ts';
import type { Safety } from '../doors/modes.ts';
import type { Outputs } from '../doors/outputs.ts';
import type { Telling } from '../doors/telling.ts';
import type { EngineProcess } from '../gallery/engine-process.ts';
import type { ErrorRate } from '../gallery/error-rate.ts';
import type { Model } from '../gallery/model-card.ts';
import type { Sites } from '../site/sites.ts';
import type { Clock } from '../site/time.ts';

/** What the entrance needs of the app. */
export type EntranceWorld = Sites & {
  readonly engine: Pick<EngineProcess, 'embed'>;
  readonly model: Model;
  readonly clock: Clock;
  readonly log: Log;
  readonly errorRate: Pick<ErrorRate, 'policy' | 'threshold'>;
  readonly safety: Pick<Safety, 'overrides' | 'above' | 'modeOf'>;
  readonly outputs: Pick<Outputs, 'onContact' | 'open' | 'tellAgain'>;
  readonly telling: Pick<Telling, 'notMeAgain'>;
  /** A face was seen at the kiosk: whatever can wait does. */
  readonly seen: () => void;
  settings(): Settings;
};
