import { useTranslation } from 'react-i18next';
import { faultOf } from '../../../domain/hours/plan.ts';
import type { ShiftBody } from '../../../shared/hours.ts';
import { spanText } from './wall.ts';

/** What keeps a shift from being saved, naming both that do not go together. */
export function useFaultWords(): (body: ShiftBody) => string | undefined {
  const { t } = useTranslation('shifts');
  return (body) => {
    const fault = faultOf({ id: 0, name: '', ...body });
    if (!fault) return undefined;
    const part = (i: number): string => {
      const s = body.segments[i];
      return s ? spanText(s.start, s.end) : '';
    };
    const pause = (i: number): string => {
      const b = body.breaks[i];
      return b && 'at' in b.when ? spanText(b.when.at, b.when.at + b.length) : '';
    };
    switch (fault.fault) {
      case 'overlap':
        return fault.first === fault.second
          ? t('fault.backwards', { part: part(fault.first) })
          : t('fault.overlap', { first: part(fault.first), second: part(fault.second) });
      case 'break-outside':
        return t('fault.break-outside', {
          pause: pause(fault.break),
          parts: body.segments.map((_, i) => part(i)).join(t('and')),
        });
      case 'break-overlap': {
        const mine = body.breaks[fault.break];
        const other = body.breaks.findIndex(
          (b, i) =>
            i < fault.break &&
            mine !== undefined &&
            'at' in b.when &&
            'at' in mine.when &&
            b.when.at < mine.when.at + mine.length &&
            mine.when.at < b.when.at + b.length,
        );
        return t('fault.break-overlap', { first: pause(other), second: pause(fault.break) });
      }
      case 'core-outside': {
        const core = body.flex?.kind === 'core' ? body.flex.core[fault.core] : undefined;
        return t('fault.core-outside', { core: core ? spanText(core.start, core.end) : '' });
      }
      default:
        return t(`fault.${fault.fault}`);
    }
  };
}
