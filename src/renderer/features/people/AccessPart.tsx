import { Anchor, Button, Group, MultiSelect, Stack, Switch, Text, Title } from '@mantine/core';
import { DatePickerInput, DateTimePicker } from '@mantine/dates';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview, PersonAccess, PersonAccessFields } from '../../../shared/access.ts';
import type { Person } from '../../../shared/schemas.ts';
import { tell, useAnswer } from '../../base/answers.ts';
import { call } from '../../base/api.ts';
import { routeToHash } from '../../base/routes.ts';
import { useSettings } from '../../base/session.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useFormat } from '../../base/format.ts';
import { useNotify } from '../../ui/notify.tsx';
import { fromWall, toWall } from '../../../domain/time/wall-clock.ts';
import { useDateFormats } from '../../ui/dateFormats.ts';
import classes from './people.module.css';

/** A visitor's first end: the evening of the day. */
const EVENING = '18:00:00';

function fieldsOf({ groups, validFrom, validTo, visitorUntil, antiPassbackExempt }: PersonAccess): PersonAccessFields {
  return { groups, validFrom, validTo, visitorUntil, antiPassbackExempt };
}

/** Groups, validity, a visitor's end: each change is saved at once and can be undone. */
export function AccessPart({ person }: { readonly person: Person }) {
  const { t } = useTranslation(['access', 'common']);
  const format = useFormat();
  const formats = useDateFormats();
  const notify = useNotify();
  const { timeZone } = useSettings().site;
  const { value: own, error: notOwn } = useAnswer('access.person', { id: person.id });
  const { value: site, error: notSite } = useAnswer('access.overview', null);
  const error = notOwn ?? notSite;

  const save = useCallback(
    async (fields: PersonAccessFields, said: string, before: PersonAccessFields | null) => {
      const answer = await call('access.savePerson', { id: person.id, fields });
      if (!answer.ok) {
        notify.error(answer.error);
        return;
      }
      tell('access.person', { id: person.id }, answer.value);
      notify.done(said, before ? { undo: () => void save(before, t('common:undone'), null) } : {});
    },
    [notify, person.id, t],
  );
  if (error) return <ErrorNote error={error} />;
  if (!own || !site) return null;
  const title = (
    <Title order={3} id="person-access">
      {t('person.title')}
    </Title>
  );
  if (site.doors.length === 0 && own.groups.length === 0) {
    return (
      <section className={classes.access} aria-labelledby="person-access">
        {title}
        <Text size="sm" c="dimmed">
          {t('person.none')}{' '}
          <Anchor href={routeToHash({ screen: 'doors' })} size="sm">
            {t('person.toDoors')}
          </Anchor>
        </Text>
      </section>
    );
  }
  const fields = fieldsOf(own);
  const put = (part: Partial<PersonAccessFields>) =>
    void save({ ...fields, ...part }, t('person.done', { name: person.name }), fields);
  const passback = site.zones.some((z) => z.antiPassback !== 'off');
  return (
    <section className={classes.access} aria-labelledby="person-access">
      {title}
      <Stack gap="sm">
        <MultiSelect
          size="sm"
          label={t('person.groups')}
          data={site.groups.map((g) => ({ value: String(g.id), label: g.name }))}
          value={own.groups.map(String)}
          error={own.groups.length === 0 ? t('person.groupsNone') : undefined}
          onChange={(groups) => put({ groups: groups.map(Number) })}
        />
        <Validity own={own} onChange={put} />
        <Switch
          label={t('person.visitor')}
          checked={own.visitorUntil !== null}
          onChange={(e) =>
            put({ visitorUntil: e.currentTarget.checked ? fromWall(`${format.isoDay(Date.now())} ${EVENING}`, timeZone) : null })
          }
        />
        {own.visitorUntil !== null && (
          <DateTimePicker
            {...formats.dateTime}
            size="sm"
            label={t('person.visitorUntil')}
            description={t('person.visitorHint')}
            value={toWall(own.visitorUntil, timeZone)}
            onChange={(wall) => {
              if (wall !== null) put({ visitorUntil: fromWall(wall, timeZone) });
            }}
          />
        )}
        {(passback || own.antiPassbackExempt) && (
          <Switch
            label={t('person.exempt')}
            checked={own.antiPassbackExempt}
            onChange={(e) => put({ antiPassbackExempt: e.currentTarget.checked })}
          />
        )}
        {site.zones.length > 0 && <Place person={person} place={own.place} site={site} />}
      </Stack>
    </section>
  );
}

type ValidityProps = { readonly own: PersonAccess; readonly onChange: (part: Partial<PersonAccessFields>) => void };

/** The first and the last day. */
function Validity({ own, onChange: put }: ValidityProps) {
  const { t } = useTranslation('access');
  const formats = useDateFormats();
  return (
    <Group gap="sm" grow>
      <DatePickerInput
        {...formats.date}
        size="sm"
        label={t('person.validFrom')}
        placeholder={t('person.open')}
        clearable
        {...(own.validTo === null ? {} : { maxDate: own.validTo })}
        value={own.validFrom}
        onChange={(validFrom) => put({ validFrom })}
      />
      <DatePickerInput
        {...formats.date}
        size="sm"
        label={t('person.validTo')}
        placeholder={t('person.open')}
        clearable
        {...(own.validFrom === null ? {} : { minDate: own.validFrom })}
        value={own.validTo}
        onChange={(validTo) => put({ validTo })}
      />
    </Group>
  );
}

type PlaceProps = { readonly person: Person; readonly place: PersonAccess['place']; readonly site: AccessOverview };

/** Where anti-passback has them. */
function Place({ person, place, site }: PlaceProps) {
  const { t } = useTranslation('access');
  const format = useFormat();
  const notify = useNotify();
  const forget = async () => {
    const answer = await call('access.reset', { personId: person.id, zoneId: null });
    if (answer.ok) notify.done(t('person.forgot', { name: person.name }));
    else notify.error(answer.error);
  };
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs">
      <Text size="sm">
        <Text span c="dimmed" size="sm">
          {t('person.place')}
          {': '}
        </Text>
        {place
          ? t('person.placeAt', {
              zone: site.zones.find((z) => z.id === place.zoneId)?.name ?? t('outside'),
              when: `${format.date(place.at)} ${format.time(place.at)}`,
            })
          : t('person.unknown')}
      </Text>
      {place && (
        <Button size="compact-sm" variant="default" style={{ flex: 'none' }} onClick={() => void forget()}>
          {t('person.forget')}
        </Button>
      )}
    </Group>
  );
}
