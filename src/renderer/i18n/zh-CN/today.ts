import type { today as en } from '../en/today.ts';
import type { Wording } from '../../../words/wording.ts';

export const today = {
  clock: {
    wrong: '这台电脑的时钟有误',
    wrongText:
      '现在显示的是 {{when}}。人员照常可以进出，但此时的记录都用这个时间，并在记录中标出。请在系统设置里校准日期和时间。',
    stepped: '这台电脑的时钟一小时内被改动过',
    steppedText: '何时改动、改动多少，记录里都有。之前记下的时间可能不准。',
  },
  came: '已到',
  cameOf: '共录入 {{count}} 人',
  inside: '在场',
  insideHint: '与在场名单一致',
  last: '最近一次',
  noneYet: '还没有',
  refused: '未通过',
  refusedHint: '今日次数',
  who: '今天到场的人',
  columns: { first: '最早进入', last: '最近', state: '现在' },
  live: '实时记录',
  emptyPeople: { title: '还没有录入任何人', text: '请录入第一个人：姓名、工号，再看五次镜头，半分钟即可。' },
  emptyDay: { title: '今天还没有人到', text: '今天签到的人会显示在这里，附最早和最近的时间。' },
  plan: {
    title: '今日应到',
    nobody: '今天没有排班，无人应到。',
    all: '全部',
    counts: {
      expected: '应到',
      here: '在岗',
      gone: '已下班',
      late: '迟到',
      'not-yet': '未到',
      absent: '旷工',
      leave: '请假',
      elsewhere: '出差、外勤',
      unplanned: '计划外',
    },
    open_other: '{{department}}{{which}} {{count}} 人，查看名单',
    who: '今日{{which}}：{{department}}',
    shift: '班次',
    lateBy: '迟到 {{hours}}',
  },
  emptyLive: '记录一写入磁盘，就会出现在这里。',
  truncated: '这里只统计了今天最新的 {{count}} 条记录。',
} satisfies Wording<typeof en>;
