/** What each kind of output asks for. */
import type { OutputKind } from '../../../../shared/outputs.ts';
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
  type Config,
  type Field,
} from './field-list.ts';

const lock: Field = {
  as: 'choice',
  name: 'lock',
  label: 'outputs:lock',
  options: [
    { value: 'secure', label: 'outputs:locks.secure' },
    { value: 'safe', label: 'outputs:locks.safe' },
  ],
  hints: { secure: 'outputs:lockHints.secure', safe: 'outputs:lockHints.safe' },
};

/** A sensor on a digital input of the device. */
const contactInput: Field = {
  as: 'optional',
  name: 'contact',
  label: 'outputs:contact',
  hint: 'outputs:contactHint',
  on: () => ({ input: 0, openWhen: true }),
  fields: [
    {
      as: 'row',
      align: 'end',
      fields: [
        { as: 'number', name: 'contact.input', label: 'outputs:contactInput' },
        {
          as: 'choice',
          name: 'contact.openWhen',
          label: 'outputs:contactOpen',
          list: true,
          options: [
            { value: true, label: 'outputs:contactOn' },
            { value: false, label: 'outputs:contactOff' },
          ],
        },
      ],
    },
  ],
};

/** The relay's topic and word, which its confirmation begins with. */
const commandOf = ({ command }: Config) => command as { readonly topic: string; readonly open: string };

export const OUTPUT_FIELDS: { readonly [K in OutputKind]: readonly Field[] } = {
  none: [],
  http: [
    url('http'),
    {
      as: 'choice',
      name: 'signature',
      label: 'outputs:signature',
      options: [
        { value: 2, label: 'outputs:signatures.two' },
        { value: 1, label: 'outputs:signatures.one' },
      ],
      hints: { 2: 'outputs:signatureHints.two', 1: 'outputs:signatureHints.one' },
    },
  ],
  shelly: [
    generation,
    host,
    {
      as: 'row',
      align: 'end',
      fields: [port, { as: 'number', name: 'channel', label: 'outputs:channel', hint: 'outputs:channelHint.shelly' }],
    },
    usernameOfGen1,
    lock,
    contactInput,
  ],
  mqtt: [
    url('mqtt'),
    username,
    protocol({ 4: 'outputs:protocolHint' }),
    { as: 'text', name: 'command.topic', label: 'outputs:command' },
    {
      as: 'row',
      align: 'start',
      fields: [
        { as: 'text', name: 'command.open', label: 'outputs:openWord' },
        { as: 'text', name: 'command.close', label: 'outputs:closeWord' },
      ],
    },
    {
      as: 'optional',
      name: 'confirm',
      label: 'outputs:confirm',
      hint: 'outputs:confirmHint',
      on: (config) => {
        const { topic, open } = commandOf(config);
        return { topic: topic.replace(/\/set$/, '/state'), open };
      },
      fields: [
        { as: 'text', name: 'confirm.topic', label: 'outputs:confirmTopic' },
        { as: 'text', name: 'confirm.open', label: 'outputs:confirmWord' },
        jsonPath('confirm.path'),
      ],
    },
    { as: 'text', name: 'base', label: 'outputs:base', hint: 'outputs:baseHint' },
    {
      as: 'optional',
      name: 'discovery',
      label: 'outputs:discovery',
      on: () => 'homeassistant',
      fields: [{ as: 'text', name: 'discovery', label: 'outputs:discoveryPrefix' }],
    },
    { as: 'switch', name: 'remote', label: 'outputs:remote', hint: 'outputs:remoteHint' },
    {
      as: 'optional',
      name: 'contact',
      label: 'outputs:contact',
      hint: 'outputs:contactHint',
      on: () => ({ topic: '', open: 'ON', closed: 'OFF' }),
      fields: [
        { as: 'text', name: 'contact.topic', label: 'outputs:contactTopic' },
        {
          as: 'row',
          align: 'start',
          fields: [
            { as: 'text', name: 'contact.open', label: 'outputs:contactOpen' },
            { as: 'text', name: 'contact.closed', label: 'outputs:contactClosed' },
          ],
        },
        jsonPath('contact.path'),
      ],
    },
  ],
  serial: [
    { as: 'serial-port', name: 'path', label: 'outputs:path', hint: 'outputs:pathHint' },
    {
      as: 'row',
      align: 'end',
      fields: [
        { as: 'number', name: 'channel', label: 'outputs:channel', hint: 'outputs:channelHint.serial' },
        {
          as: 'choice',
          name: 'baud',
          label: 'outputs:baud',
          list: true,
          options: [9600, 19_200, 38_400, 57_600, 115_200].map((baud) => ({ value: baud, label: { name: String(baud) } })),
        },
      ],
    },
    lock,
  ],
  modbus: [
    host,
    { as: 'row', align: 'start', fields: [port, unit] },
    {
      as: 'choice',
      name: 'mode',
      label: 'outputs:mode',
      options: [
        { value: 'flash', label: 'outputs:modes.flash' },
        { value: 'coil', label: 'outputs:modes.coil' },
      ],
      hints: { flash: 'outputs:modeHints.flash', coil: 'outputs:modeHints.coil' },
    },
    {
      as: 'checkbox',
      name: 'watchdog',
      label: 'outputs:watchdog',
      hint: 'outputs:watchdogHint',
      when: (config) => config['mode'] === 'coil',
    },
    { as: 'number', name: 'coil', label: 'outputs:coil', hint: 'outputs:coilHint' },
    lock,
    contactInput,
  ],
};
