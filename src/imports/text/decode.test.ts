import { createEncoder } from '../../../test/imports/encode.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENCODINGS, type EncodingName } from '../../shared/imported.ts';
import { decode, encodingNamed, type Site } from './decode.ts';

const CHINA: Site = { language: 'zh-CN', timeZone: 'Asia/Shanghai' };
const OFFICE: Site = { language: 'en', timeZone: 'Europe/Berlin' };
const at = (timeZone: string): Site => ({ language: 'en', timeZone });
const bytes = (text: string, encoding: EncodingName) => createEncoder(encoding)(text);

describe('what it is in', () => {
  test.each<[string, EncodingName, Site, string]>([
    ['BEGIN: Christmas', 'utf-8', OFFICE, 'bytes'],
    ['春节 Noël', 'utf-8', OFFICE, 'bytes'],
    ['BEGIN:春节,上班', 'utf-16le', OFFICE, 'bytes'],
    ['BEGIN:春节,上班', 'utf-16be', OFFICE, 'bytes'],
    ['春节补班,国庆节', 'gb18030', CHINA, 'site'],
    ['Noël férié, Fête nationale', 'windows-1252', OFFICE, 'site'],
    ['“Noël” – 20 €', 'windows-1252', OFFICE, 'site'],
    // Against the site's language, where the bytes say so plainly.
    ['春节补班,国庆节', 'gb18030', OFFICE, 'bytes'],
    ['Noël férié, Fête nationale, Préparation', 'windows-1252', CHINA, 'bytes'],
    ['元日,振替休日', 'shift_jis', at('Asia/Tokyo'), 'site'],
    ['설날, 대체공휴일', 'euc-kr', at('Asia/Seoul'), 'site'],
    ['開國紀念日,補班', 'big5', at('Asia/Taipei'), 'site'],
    ['Рабочий день', 'windows-1251', at('Europe/Moscow'), 'site'],
  ])('%s in %s', (text, encoding, site, by) => {
    expect(decode(bytes(text, encoding), site)).toEqual({ text, encoding, by, unreadable: 0 });
  });

  test.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('its mark says %s, and is no part of the text', (encoding) => {
    expect(decode(bytes('\uFEFF春节', encoding), OFFICE)).toEqual({ text: '春节', encoding, by: 'mark', unreadable: 0 });
  });

  test('what the file names goes before the site; what a person chooses before everything', () => {
    const korean = bytes('설날, 대체공휴일', 'euc-kr');
    expect(decode(korean, CHINA, null, 'euc-kr')).toMatchObject({ text: '설날, 대체공휴일', by: 'file' });
    expect(decode(korean, CHINA, 'windows-1252')).toMatchObject({ encoding: 'windows-1252', by: 'person' });
  });

  test('a name as files write it', () => {
    const names = [
      'GBK',
      'gb2312',
      'cp936',
      'windows-936',
      'UTF-8',
      'ISO-8859-1',
      'cp1252',
      'Shift_JIS',
      'ks_c_5601-1987',
      'nonsense',
      '',
    ];
    expect(names.map(encodingNamed)).toEqual([
      'gb18030',
      'gb18030',
      'gb18030',
      'gb18030',
      'utf-8',
      'windows-1252',
      'windows-1252',
      'shift_jis',
      'euc-kr',
      null,
      null,
    ]);
  });
});

describe('nothing is unreadable in silence', () => {
  test('one character cut off leaves the others, and is counted', () => {
    const cut = bytes('春节补班,国庆节,中秋节', 'utf-8').slice(0, -1);
    expect(decode(cut, OFFICE)).toMatchObject({ encoding: 'utf-8', text: '春节补班,国庆节,中秋\uFFFD', unreadable: 1 });
  });

  test('characters that were lost before are counted as well', () => {
    expect(decode(bytes('春节 \uFFFD\uFFFD', 'utf-8'), OFFICE)).toMatchObject({ unreadable: 2 });
  });

  test('whatever the bytes, every U+FFFD is counted, and nothing throws', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom(CHINA, OFFICE, at('Asia/Tokyo')),
        fc.option(fc.constantFrom(...ENCODINGS)),
        (some, site, chosen) => {
          const found = decode(some, site, chosen);
          expect(found.unreadable).toBe(found.text.split('\uFFFD').length - 1);
        },
      ),
    );
  });
});

/** As languages write them: western letters with a mark stand among ASCII ones, Chinese and Cyrillic ones beside each other. */
const LANGUAGES = [
  ['windows-1252', OFFICE, ['é', 'ä', 'ö', 'ü', 'ß', 'ç', 'Ä', 'É', '€', '–'], ['t', 'n ', 'r', 'ss', ' l', 'e']],
  ['windows-1252', CHINA, ['é', 'ä', 'ö', 'ü', 'ß', 'ç', 'Ä', 'É', '€', '–'], ['t', 'n ', 'r', 'ss', ' l', 'e']],
  ['gb18030', CHINA, Array.from('春节补班国庆中秋端午清明元旦放假上班'), ['', '', '', ' ', '(', ')', '，', '（']],
  ['gb18030', OFFICE, Array.from('春节补班国庆中秋端午清明元旦放假上班'), ['', '', '', ' ', '(', ')', '，', '（']],
  ['windows-1251', at('Europe/Moscow'), Array.from('рабочийднепразквых'), ['', '', '', ' ', '-']],
] as const;

test.each(LANGUAGES)('titles in %s come back, at a site of that language and elsewhere', (encoding, site, letters, between) => {
  const title = fc
    .array(fc.tuple(fc.constantFrom(...letters), fc.constantFrom(...between)), { minLength: 2, maxLength: 12 })
    .map((all) => all.flat().join(''));
  fc.assert(
    fc.property(fc.array(title, { minLength: 3, maxLength: 8 }), (titles) => {
      const text = titles.map((one) => `SUMMARY:${one}\r\n`).join('');
      expect(decode(bytes(text, encoding), site)).toMatchObject({ text, unreadable: 0 });
    }),
  );
});
