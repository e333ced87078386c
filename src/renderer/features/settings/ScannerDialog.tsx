import { Alert, Button, Group, Modal, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { learn, SAMPLE_BADGE, type Learning } from '../../../domain/credentials/learn.ts';
import { createStrokes, type Stroke } from '../../../domain/credentials/strokes.ts';
import { WEDGE, type Scanner } from '../../../domain/credentials/wedge.ts';
import { QrCode } from '../../ui/QrCode.tsx';
import { Learned } from './Learned.tsx';
import { useReturnFocus } from '../../ui/useReturnFocus.ts';
import classes from './Settings.module.css';

const icon = { size: 20, stroke: 1.75 } as const;

/** Keys from the first to a silence are one scan. Escape, Tab and Enter do what they do while nothing is being typed. */
function useScan(onScan: (strokes: readonly Stroke[]) => void): boolean {
  const [typing, setTyping] = useState(false);
  const told = useRef(onScan);
  useEffect(() => {
    told.current = onScan;
  });
  useEffect(() => {
    const stroke = createStrokes();
    let strokes: Stroke[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = () => {
      const scanned = strokes;
      strokes = [];
      setTyping(false);
      told.current(scanned);
    };
    const keyed = (e: KeyboardEvent) => {
      const made = stroke(e);
      const isFirst = strokes.length === 0;
      // A scan begins with a character; until it does, keys are the dialog's.
      if (made && !(isFirst && (made.kind !== 'char' || made.char === ' '))) {
        strokes = [...strokes, made];
        setTyping(true);
        clearTimeout(timer);
        timer = setTimeout(over, WEDGE.pause);
      }
      if (strokes.length === 0) return;
      // What a scanner types is nobody else's: its Enter presses no button, its characters are no shortcuts.
      e.preventDefault();
      e.stopImmediatePropagation();
    };
    window.addEventListener('keydown', keyed, { capture: true });
    window.addEventListener('keyup', keyed, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', keyed, { capture: true });
      window.removeEventListener('keyup', keyed, { capture: true });
    };
  }, []);
  return typing;
}

type Props = { readonly onKeep: (scanner: Scanner) => void; readonly onClose: () => void };

/** "Scan this": a code to be scanned once, and what was learned of it. A later scan takes the place of the one before. */
export function ScannerDialog({ onKeep, onClose }: Props) {
  const { t } = useTranslation(['settings', 'common']);
  useReturnFocus();
  const [scan, setScan] = useState<Learning | null>(null);
  const typing = useScan((strokes) => setScan(learn(strokes)));
  return (
    <Modal opened size="lg" onClose={onClose} title={t('scanner.title')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Text>{t('scanner.text')}</Text>
      <QrCode className={classes.scanThis} text={SAMPLE_BADGE} label={t('scanner.code')} />
      <div role="status">
        {!scan && <Text c="dimmed">{t(typing ? 'scanner.listening' : 'scanner.waiting')}</Text>}
        {scan?.ok && (
          <Alert color="green" icon={<IconCheck {...icon} />} title={t('scanner.learned')}>
            <Learned scanner={scan.value} />
          </Alert>
        )}
        {scan && !scan.ok && (
          <Alert color="amber" icon={<IconAlertTriangle {...icon} />} title={t(`scanner.problem.${scan.error}`)}>
            {t(`scanner.next.${scan.error}`)}
          </Alert>
        )}
      </div>
      <Group justify="flex-end" mt="lg">
        {scan && (
          <Button variant="default" onClick={() => setScan(null)}>
            {t('scanner.again')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button disabled={!scan?.ok} onClick={() => scan?.ok && onKeep(scan.value)}>
          {t('scanner.keep')}
        </Button>
      </Group>
    </Modal>
  );
}
