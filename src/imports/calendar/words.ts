/**
 * What the words of a title say that a day is, by language. [Note: two strengths] 补班, "make-up workday" say it by themselves; "working day" and
 * "holiday" are said of a day, of the day that it makes up for, and of what it is not. Weak words on both sides decide nothing.
 */
export type Said = {
  /** Strong and weak words of a working day. */
  readonly works: boolean;
  readonly mayWork: boolean;
  readonly off: boolean;
  readonly mayBeOff: boolean;
  readonly statutory: boolean;
  readonly half: boolean;
  readonly regional: boolean;
  /** A day that is kept, and worked: Valentine's Day, 立春. */
  readonly observance: boolean;
  /** A word that may mean either (调休), or that is of work and says no more. */
  readonly either: boolean;
  /** 调休 alone: moved, and not said which way. */
  readonly adjusted: boolean;
  /** "Not a public holiday", 不放假. */
  readonly notOff: boolean;
  /** One person's, an appointment's, or called off. */
  readonly doubtful: boolean;
};

/** Not \b: that knows ASCII letters alone. */
const word = (...alternatives: readonly string[]): string => String.raw`(?<!\p{L})(?:${alternatives.join('|')})(?!\p{L})`;
const any = (...patterns: readonly string[]): RegExp => new RegExp(patterns.join('|'), 'giu');

/** Phrases that hold a word of the other side; read first, and taken out. */
const NOT_WORKED = any(
  word(
    'non[- ]?work(?:ing)?(?:[- ]?days?)?',
    'no[- ]?work(?:ing)?(?:[- ]days?)?',
    'not (?:a |an )?work(?:ing)?[- ]?days?',
    'not working',
    '(?:work|workers)[- ]?free',
  ),
  '非工作日|非上班日|不(?:用|需|必|需要)?上班|(?:无|毋)[须需]上班|免上班|停班|停止上班|不补班|非營業日|非营业日',
  '非稼働日|非営業日|出勤不要',
  '비근무일?|근무 ?없음|출근 ?안',
  word('arbeitsfrei(?:er?)?(?: tage?)?', 'kein(?:e)? arbeits?tage?', 'dienstfrei', 'schulfrei'),
  word('нерабоч\\p{L}*(?: праздничн\\p{L}*)?(?: де?н\\p{L}*)?', 'не рабоч\\p{L}*(?: де?н\\p{L}*)?', 'без работы'),
  word(
    'jours? (?:non ouvr\\p{L}+|ch[oô]m\\p{L}+)',
    'd[ií]as? no laborables?',
    'dia n[aã]o [uú]til',
    'giorn[oi] non lavorativ[oi]',
  ),
);
const NOT_OFF = any(
  word(
    'not (?:a |an )?(?:public |bank |national |official )?holidays?',
    'no (?:public )?holiday',
    'not (?:a )?days? off',
    'not closed',
    'open as usual',
    'normal opening',
  ),
  '不放假|不休(?:息|假)?|非(?:法定)?(?:节|節)?假日|正常营业|照常营业',
  '通常営業|平日',
  '공휴일 ?아님|휴무 ?없음|정상 ?(?:영업|근무)',
  word('kein(?:e)? (?:gesetzliche\\p{L}* )?feiertage?', 'nicht arbeitsfrei'),
  word('не (?:праздн\\p{L}*|выходн\\p{L}*)'),
);

const WORKS = any(
  '上班|补班|補班|补课日|補課日|换班日|出勤日|補行上班|补行上班',
  String.raw`[（(\[【［〔]\s*班\s*[)）\]】］〕]|^\s*班\s*(?:[|｜:：·・\-]|\s)|(?:[|｜:：·・\-]|\s)班\s*$|^班$`,
  word(
    'make-?up (?:work|working|business)[- ]?days?',
    'make-?up days?',
    'make-?up work',
    'makeup shift',
    'compensat\\p{L}+ work(?:ing)?[- ]?days?',
    'substitute work(?:ing)?[- ]?days?',
    'special work(?:ing)?[- ]?days?',
    'catch-?up work(?:ing)?[- ]?days?',
    'work(?:ing)? (?:saturday|sunday|weekend)',
  ),
  '出勤日|振替出勤|営業日扱い|休日出勤日',
  '대체 ?근무일?|보충 ?근무일?|근무 ?토요일',
  word('nacharbeits?tage?', 'einarbeits?tage?', 'ersatzarbeitstage?', 'verkaufsoffen\\p{L}*'),
  word('рабоч\\p{L}+ (?:суббот\\p{L}*|воскресень\\p{L}*)', 'отработк\\p{L}+', 'перенес[её]нн\\p{L}+ рабоч\\p{L}+'),
);
const MAY_WORK = any(
  '工作日|营业日|營業日|调班',
  word('work(?:ing)?[- ]?days?', 'business[- ]days?', 'workdays?'),
  '営業日|稼働日|平日扱い',
  '근무일|출근일|평일',
  word('arbeits?tage?', 'werktage?'),
  word('рабоч\\p{L}+ д(?:ень|ни|ня)'),
  word('jours? ouvr\\p{L}+', 'd[ií]as? laborables?', 'dia [uú]til'),
);
const OFF = any(
  '放假|休息|补休|補休|补假|補假|公休|停工|停业|休业|厂休|[（(\\[【［〔]\\s*[休假]\\s*[)）\\]】］〕]|^\\s*休\\s*[|｜:：·・\\-]|[|｜]\\s*休\\s*$|[（(]\\s*休',
  word('days? off', 'off in lieu', 'closed', 'closures?', 'shut-?downs?', 'shut', 'office closed', 'no (?:school|classes)'),
  '振替休日|休業|休館|休み|定休日|休校',
  '대체 ?공휴일|대체 ?휴일|휴무|휴업',
  word('geschlossen', 'betriebsferien', 'ruhetage?', 'betriebsruhe', 'br[üu]ckentage?', 'freier tag'),
  word('выходн\\p{L}+', 'закрыт\\p{L}*', 'каникул\\p{L}*'),
  word('ferm[ée]e?s?', 'fermeture', 'cerrado', 'chiuso', 'fechado'),
);
const MAY_BE_OFF = any(
  '假期|假日|节日|節日|休假|连假|連假|长假|黄金周|小长假',
  word('holidays?', 'bank holidays?', 'observed'),
  '休日|祝日|連休',
  '휴일|공휴일|연휴',
  word('\\p{L}*feiertage?', 'festtage?'),
  word('праздни\\p{L}+'),
  word('f[ée]ri[ée]e?s?', 'festivos?', 'feriados?', 'festiv[oi]t?[àa]?'),
);
const STATUTORY = any(
  '法定|公众假[期日]|公眾假期|公共假[期日]|国定假日|國定假日|国家法定',
  word(
    'public holidays?',
    'statutory',
    'national holidays?',
    'federal holidays?',
    'bank holidays?',
    'legal holidays?',
    'government holidays?',
    'regular holidays?',
  ),
  '祝日|国民の休日',
  '법정 ?공휴일|공휴일|국경일',
  word('gesetzlich\\p{L}*(?: feiertage?)?'),
  word('государственн\\p{L}+ праздни\\p{L}+', 'праздничн\\p{L}+ д\\p{L}+'),
  word('jours? f[ée]ri[ée]s?', 'feriado nacional', 'festivo nacional'),
);
const HALF = any(
  '半天|半日|上午(?:上班|放假|休)|下午(?:上班|放假|休)|提前下班',
  word(
    'half[- ]?(?:working |work |public )?(?:days?|holidays?)',
    'half[- ]?day\\p{L}*',
    'early clos\\p{L}+',
    'close[sd]? early',
    'shortened (?:work(?:ing)? )?days?',
    'a\\.?m\\.? only',
    'afternoon off',
    'morning off',
    'from noon',
  ),
  '午前のみ|午後休|午前休|午前半休',
  '반일|반차|반휴|오전 ?근무|단축 ?근무',
  word('halb(?:er|e|en)? (?:arbeits|feier)?tage?', 'halbtage?', 'halbtags', 'ab mittag'),
  word('сокращ[её]нн\\p{L}+', 'предпраздничн\\p{L}+', 'короткий день', 'неполный рабочий день', 'полдня'),
  word('demi-?journ[ée]e', 'medio d[ií]a', 'meio per[ií]odo'),
);
const REGIONAL = any(
  word(
    'regional',
    'some (?:states|regions|provinces)',
    'optional',
    'restricted',
    'de facto',
    'only in',
    'most (?:states|regions)',
    'state holiday',
    'local holiday',
  ),
  '部分地区|地方|可选',
  word('regional\\p{L}*', 'teilweise', 'nur in', 'einige bundesl[äa]nder'),
  word('региональн\\p{L}*'),
);
const OBSERVANCE = any(
  word(
    'observances?',
    'commemorations?',
    "valentine(?:'|’)?s?(?: day)?",
    "(?:mother|father|grandparent|teacher|nurse|children|secretar(?:y|ie)|boss|women)(?:s?(?:'|’)s?|s)? day",
    'tax day',
    'earth day',
    'flag day',
    'groundhog day',
    'halloween',
    "april fool(?:'|’)?s?(?: day)?",
    "st\\.? patrick(?:'|’)?s?(?: day)?",
    'cinco de mayo',
    'daylight saving\\p{L}*(?: time)?(?: (?:begins|starts|ends))?',
    'summer time (?:begins|ends)',
    '(?:march|june|september|december|spring|autumn|fall|summer|winter) (?:equinox|solstice)',
    'solstice',
    'equinox',
    'election day',
    'awareness (?:day|week|month)',
    'full moon',
    'new moon',
  ),
  '情人节|母亲节|父亲节|妇女节|三八节|植树节|教师节|护士节|记者节|青年节|儿童节|建军节|建党节|万圣节|平安夜|愚人节|消费者权益日|地球日|光棍节|腊八节|小年|元宵节|七夕|中元节|重阳节|寒食|龙抬头|上巳节|下元节|情人節|母親節|父親節|節氣|节气|纪念日',
  '^(?:立春|雨水|惊蛰|驚蟄|春分|谷雨|穀雨|立夏|小满|小滿|芒种|芒種|夏至|小暑|大暑|立秋|处暑|處暑|白露|秋分|寒露|霜降|立冬|小雪|大雪|冬至|小寒|大寒)(?:节气)?$',
  '節分|ひな祭り|雛祭り|バレンタイン|ホワイトデー|母の日|父の日|七五三|ハロウィン',
  '밸런타인|발렌타인|화이트데이|어버이날|스승의 ?날|식목일|제헌절|빼빼로',
  word(
    'valentinstag',
    'muttertag',
    'vatertag',
    'frauentag',
    'nikolaus(?:tag)?',
    '(?:beginn|ende) der sommerzeit',
    'sommerzeit',
    'winterzeit',
    'zeitumstellung',
    'gedenktage?',
    'weiberfastnacht',
  ),
  word('день (?:святого валентина|матери|отца|учителя|знаний|космонавтики|студента)', 'памятн\\p{L}+ д\\p{L}+'),
);
/** Left over when all plain words are taken out: whatever has to do with work may mean that the day is worked. */
const EITHER = any(
  '调休|調休|换休|換休|班|开工|復工|复工|返工|到岗|加班|值勤',
  word('work\\p{L}*', 'swap(?:ped)?', '(?:moved|shifted|transferred|postponed|rescheduled)'),
  '出勤|勤務|仕事',
  '근무|출근',
  '\\p{L}*arbeit\\p{L}*',
  word('рабоч\\p{L}*', 'работ\\p{L}*'),
  word('travail\\p{L}*', 'trabaj\\p{L}*', 'trabalh\\p{L}*', 'lavor\\p{L}*', 'laborab\\p{L}*'),
);
/** Holidays that are called after work. */
const LABOUR_DAY = any(
  word("(?:international )?workers?(?:'|’)?s?(?:'|’)? day", 'workers'),
  '勤労感謝の日',
  word(
    'tag der arbeit',
    'f[êe]te du travail',
    'd[ií]a (?:del|de los|internacional del?) trabaj\\p{L}+',
    'dia (?:do|dos) trabalh\\p{L}+',
    'festa (?:del|dei) lavor\\p{L}+',
  ),
);
const DOUBTFUL = any(
  '值班|轮班|请假|年假|出差|会议|開會|开会|培训|考试|(?<![誕诞])生日|寒假|暑假|开学|截止|取消',
  word(
    "(?<!(?:king|queen|sovereign|emperor|washington|lincoln|buddha|prophet|mohamm?[ea]d|muhammad|guru nanak|jackson)(?:'|’)?s? )birthdays?",
    'vacations?',
    'on leave',
    'annual leave',
    'sick',
    'pto',
    'meetings?',
    'appointments?',
    'training',
    'off-?site',
    'conference',
    'deadline',
    'due',
    'exams?',
    'school (?:holidays?|break)',
    'spring break',
    'trip',
    'travel',
    'anniversary of',
    'cancell?ed',
    'reminder',
    'on call',
    'on duty',
    'tbc',
    'tbd',
    'tentative',
    'possibly',
    'maybe',
    'unless',
  ),
  '有給|有休|会議|出張|研修|試験|締切|(?<!天皇)誕生日|夏休み|冬休み|春休み|当番|未定',
  '생일|휴가|회의|출장|시험|방학|당직|미정',
  word(
    'geburtstag\\p{L}*',
    '(?<!betriebs)urlaub\\p{L}*',
    'besprechung',
    'schulferien',
    '\\p{L}+ferien',
    'ferien',
    'termin',
    'pr[üu]fung',
    'abgesagt',
    'bereitschaft',
  ),
  word(
    'день рождения',
    'отпуск\\p{L}*',
    'совещани\\p{L}+',
    'встреч\\p{L}+',
    'экзамен\\p{L}*',
    'дежурств\\p{L}+',
    'отмен\\p{L}+',
    'перенос\\p{L}*',
    'командировк\\p{L}+',
  ),
);

const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]+/gu, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .trim()
    .slice(0, 500);

/** Whether a pattern is there, and the text without it. */
function take(text: string, pattern: RegExp): readonly [boolean, string] {
  const rest = text.replace(pattern, ' ').replace(/\s+/g, ' ').trim();
  return [rest !== text, rest];
}

export function saidBy(title: string): Said {
  const whole = tidy(title);
  // 半日上班 is half a day; what is left of it says nothing more.
  const [half, afterHalf] = take(whole, HALF);
  const [notWorked, afterNotWorked] = take(afterHalf, NOT_WORKED);
  const [notOff, text] = take(afterNotWorked, NOT_OFF);
  const [closing, afterClosing] = take(text, /betriebsferien/giu);
  const [works, afterWorks] = take(text, WORKS);
  const [mayWork, rest] = take(afterWorks, MAY_WORK);
  const [, unsaid] = take(rest, LABOUR_DAY);
  const has = (pattern: RegExp, within = text): boolean => within.search(pattern) >= 0;
  return {
    works,
    mayWork,
    off: notWorked || has(OFF),
    mayBeOff: has(MAY_BE_OFF),
    statutory: has(STATUTORY),
    half,
    regional: has(REGIONAL),
    observance: has(OBSERVANCE),
    either: has(EITHER, unsaid),
    adjusted: /调休|調休|换休|換休/.test(text),
    notOff,
    doubtful: has(DOUBTFUL, closing ? afterClosing : text),
  };
}
