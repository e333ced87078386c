import { Button, FocusTrap, Group, Portal, Text, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { BadgeCard } from '../../shared/calls/credentials.ts';
import { useSettings } from '../base/session.ts';
import classes from './BadgeSheet.module.css';
import { LogoMark } from '../ui/Logo.tsx';
import { QrCode } from '../ui/QrCode.tsx';

/** 85.6 x 54 mm (ISO/IEC 7810 ID-1): name, site, code. */
function Card({ badge }: { readonly badge: BadgeCard }) {
  const { t } = useTranslation('credentials');
  const { name: siteName } = useSettings().site;
  return (
    <article className={classes.card}>
      <div className={classes.who}>
        <div className={classes.site}>
          <LogoMark size={18} />
          <span>{siteName}</span>
        </div>
        <div className={classes.name}>{badge.name}</div>
        <div className={classes.line}>{badge.department}</div>
        <div className={classes.line}>{t('sheet.number', { number: badge.employeeNumber })}</div>
        <div className={classes.small}>
          <span>{t('sheet.serial', { serial: badge.serial })}</span>
          <span>{t('sheet.found')}</span>
        </div>
      </div>
      <QrCode className={classes.code} text={badge.token} label={t('sheet.code', { name: badge.name })} />
    </article>
  );
}

/** Badges as they will lie on the paper; only the cards are printed. */
export function BadgeSheet({ badges, onClose }: { readonly badges: readonly BadgeCard[]; readonly onClose: () => void }) {
  const { t } = useTranslation('credentials');
  useEffect(() => {
    const keyed = (e: KeyboardEvent) => {
      if (e.key !== 'Escape') return;
      e.preventDefault();
      onClose();
    };
    window.addEventListener('keydown', keyed);
    // Printing hides the rest of the window for as long as the sheet is there.
    document.body.classList.add(classes.printing!);
    return () => {
      window.removeEventListener('keydown', keyed);
      document.body.classList.remove(classes.printing!);
    };
  }, [onClose]);
  return (
    <Portal>
      <FocusTrap>
        <div className={classes.sheet} role="dialog" aria-modal="true" aria-label={t('sheet.title')}>
          <header className={classes.tools}>
            <Group justify="space-between" wrap="nowrap" align="start">
              <div>
                <Title order={2}>{t('sheet.count', { count: badges.length })}</Title>
                <Text mt={4}>{t('sheet.note')}</Text>
                <Text size="sm" c="dimmed">
                  {t('sheet.copy')}
                </Text>
              </div>
              <Group gap="sm" wrap="nowrap">
                <Button variant="default" onClick={onClose}>
                  {t('sheet.close')}
                </Button>
                <Button leftSection={<IconPrinter size={20} stroke={1.75} />} data-autofocus onClick={() => window.print()}>
                  {t('sheet.print')}
                </Button>
              </Group>
            </Group>
          </header>
          <div className={classes.cards}>
            {badges.map((badge) => (
              <Card key={badge.serial} badge={badge} />
            ))}
          </div>
        </div>
      </FocusTrap>
    </Portal>
  );
}
