import { useTranslation } from 'react-i18next';
import { QUALITY_MEASURES, type Quality, type QualityMeasure } from '../../../domain/recognition/face.ts';
import { MIRROR_COSINE_MIN, QUALITY_LIMITS } from '../../../domain/recognition/quality.ts';
import classes from './Log.module.css';

type Scale = { readonly low: number; readonly high: number; readonly digits: number; readonly unit: string };
const share: Scale = { low: 0, high: 1, digits: 2, unit: '' };
const degrees: Scale = { low: -45, high: 45, digits: 0, unit: '°' };
/** Free distance from the face to the border, in inter-eye distances. */
const free: Scale = { low: -1, high: 4, digits: 1, unit: '×' };
/** The part of each measure's range that is drawn. */
const scales: Readonly<Record<QualityMeasure, Scale>> = {
  InterEyeDistance: { low: 0, high: 160, digits: 0, unit: ' px' },
  Sharpness: { low: 0, high: 400, digits: 0, unit: '' },
  UnderExposurePrevention: share,
  OverExposurePrevention: share,
  LuminanceMean: share,
  IlluminationUniformity: share,
  HeadPoseYaw: degrees,
  HeadPosePitch: degrees,
  HeadPoseRoll: degrees,
  LeftwardCrop: free,
  RightwardCrop: free,
  MarginAbove: free,
  MarginBelow: free,
  SingleFacePresent: { ...share, digits: 0 },
  EyesOpen: share,
  MouthClosed: share,
};

export function Measure(props: {
  readonly name: string;
  readonly value: number;
  readonly scale?: Scale;
  readonly min?: number;
  readonly max?: number;
}) {
  const { name, value, scale = share, min, max } = props;
  const at = (v: number) => Math.max(0, Math.min(100, (100 * (v - scale.low)) / (scale.high - scale.low)));
  const limited = min !== undefined || max !== undefined;
  const bad = (min !== undefined && value < min) || (max !== undefined && value > max);
  return (
    <div className={classes.measure}>
      <dt>{name}</dt>
      <div className={classes.track} aria-hidden="true">
        {limited && (
          <div className={classes.zone} style={{ left: `${at(min ?? scale.low)}%`, right: `${100 - at(max ?? scale.high)}%` }} />
        )}
        <div className={classes.needle} data-bad={bad || undefined} style={{ left: `${at(value)}%` }} />
      </div>
      <dd>
        {value.toFixed(scale.digits)}
        {scale.unit}
      </dd>
    </div>
  );
}

/** Each measure on its own scale; the tinted part is what the kiosk accepts. */
export function QualityList({ quality, mirrorCosine }: { readonly quality: Quality; readonly mirrorCosine: number }) {
  const { t } = useTranslation('log');
  return (
    <dl className={classes.measures}>
      {QUALITY_MEASURES.map((m) => (
        <Measure key={m} name={t(`measures.${m}`)} value={quality[m]} scale={scales[m]} {...QUALITY_LIMITS.probe[m]} />
      ))}
      <Measure name={t('panel.mirror')} value={mirrorCosine} min={MIRROR_COSINE_MIN.probe} />
    </dl>
  );
}
