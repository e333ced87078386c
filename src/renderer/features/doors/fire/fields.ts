/** What each kind of input asks for. */
import type { FireInputKind } from '../../../../shared/fire-inputs.ts';
import {
  generation,
  host,
  jsonPath,
  port,
  protocol,
  unit,
  url,
  username,
  usernameOfGen1,
  type Field,
} from '../output/field-list.ts';

const input: Field = { as: 'number', name: 'input', label: 'fire:input', hint: 'fire:inputHint' };
const normally: Field = {
  as: 'choice',
  name: 'normally',
  label: 'fire:normally',
  options: [
    { value: 'closed', label: 'fire:normallies.closed' },
    { value: 'open', label: 'fire:normallies.open' },
  ],
  hints: { closed: 'fire:normallyHints.closed', open: 'fire:normallyHints.open' },
};

export const FIRE_FIELDS: { readonly [K in FireInputKind]: readonly Field[] } = {
  shelly: [generation, host, { as: 'row', align: 'end', fields: [port, input] }, usernameOfGen1, normally],
  modbus: [host, { as: 'row', align: 'end', fields: [port, unit, input] }, normally],
  mqtt: [
    url('mqtt'),
    username,
    protocol(),
    { as: 'text', name: 'topic', label: 'fire:topic', hint: 'fire:topicHint' },
    {
      as: 'row',
      align: 'start',
      fields: [
        { as: 'text', name: 'alarm', label: 'fire:alarmWord' },
        { as: 'text', name: 'quiet', label: 'fire:quietWord' },
      ],
    },
    jsonPath('path'),
    {
      as: 'optional',
      name: 'gone',
      label: 'fire:gone',
      hint: 'fire:goneHint',
      on: () => ({ topic: '', payload: 'offline' }),
      fields: [
        { as: 'text', name: 'gone.topic', label: 'fire:goneTopic' },
        { as: 'text', name: 'gone.payload', label: 'fire:goneWord' },
      ],
    },
  ],
};
