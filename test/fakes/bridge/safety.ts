/** Emergency, lockdown and the doors that do not obey, on in-memory data. */
import type { Reach } from '../../../src/domain/access/model.ts';
import { override } from '../../../src/domain/access/overrides.ts';
import { err, ok, type Result } from '../../../src/domain/result.ts';
import type { AccessOverview } from '../../../src/shared/access.ts';
import type { Input, Output } from '../../../src/shared/contract.ts';
import type { SafetyState } from '../../../src/shared/calls/safety.ts';
import type { FireInputView } from '../../../src/shared/fire-inputs.ts';

type World = {
  access(): Pick<AccessOverview, 'doors' | 'emergency' | 'lockdown'>;
  /** What a test adds. */
  readonly extra: Partial<SafetyState>;
  inputs(): readonly FireInputView[];
  pinIs(pin: string): boolean;
  emergency(): void;
};

const copy = (reach: Reach) => ({ site: reach.site, doors: [...reach.doors] });

export function safetyAnswers({ access, extra: given, inputs, pinIs, emergency }: World) {
  const { notMe: first = [], ...extra } = given;
  let notMe = first;
  /** What a test has announced: whoever asks afterwards is told the same, as main would. */
  let announced: SafetyState | null = null;
  const state = (): SafetyState => {
    const { doors, emergency: open, lockdown } = access();
    const held = doors.flatMap(({ id, name }) => {
      const above = override({ emergency: open, lockdown }, id);
      return above === null
        ? []
        : [
            {
              doorId: id,
              name,
              mode: above === 'emergency' ? ('open' as const) : ('locked' as const),
              answered: true,
              error: null,
              confirms: true,
              unclear: null,
            },
          ];
    });
    return {
      emergency: copy(open),
      lockdown: copy(lockdown),
      doors: held,
      inputs: inputs().map(({ id, name, doorId }) => ({
        id,
        name,
        doorId,
        reading: 'quiet' as const,
        silent: false,
        said: null,
      })),
      notMe: [...notMe],
      unbooked: 0,
      ...extra,
    };
  };
  const answers = {
    'safety.state': () => ok(announced ?? state()),
    'safety.seen': ({ eventId }: Input<'safety.seen'>): Result<null> => {
      notMe = notMe.filter((n) => n.eventId !== eventId);
      announced &&= { ...announced, notMe: announced.notMe.filter((n) => n.eventId !== eventId) };
      return ok(null);
    },
    'safety.emergencyByPin': ({ pin }: Input<'safety.emergencyByPin'>): Result<Output<'safety.emergencyByPin'>> => {
      if (!pinIs(pin)) return err({ code: 'pin-wrong' });
      emergency();
      return ok({ booked: true });
    },
  };
  return { answers, state, announce: (to: SafetyState) => void (announced = to) };
}
