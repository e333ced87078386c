/** Sheets as 钉钉 and 企业微信 make them, whose headings other programs look for. Their customers choose the columns, so these are a beginning. */
import { PLAIN, type ExportTemplate } from '../../../shared/exports.ts';
import { col, under } from './column.ts';

const MADE = '统计时间:{from} ～ {to}     制表时间:{now}({offset})';
const sheet = { ...PLAIN, untested: true, format: 'xlsx' } as const;

export const CHINA: Readonly<Record<string, ExportTemplate>> = {
  dingtalk: {
    ...sheet,
    name: '钉钉 月度汇总',
    fileName: '月度汇总-{from}-{to}',
    title: ['月度汇总 统计日期：{from} 至 {to}', '报表生成时间：{now}'],
    hours: 'minutes',
    grain: 'period',
    columns: [
      col('name', '姓名'),
      col('text', '考勤组'),
      col('department', '部门'),
      col('employeeNumber', '工号'),
      col('text', '职位'),
      col('personId', 'UserId'),
      col('presentDays', '出勤天数'),
      col('restDays', '休息天数'),
      col('inPlan', '工作时长(分钟)'),
      col('lateTimes', '迟到次数'),
      col('late', '迟到时长(分钟)'),
      col('seriousTimes', '严重迟到次数'),
      col('earlyTimes', '早退次数'),
      col('early', '早退时长(分钟)'),
      col('missingIn', '上班缺卡次数'),
      col('missingOut', '下班缺卡次数'),
      col('absentDays', '旷工天数'),
      ...under('请假', [col('leavePaid', '带薪假(分钟)'), col('leaveUnpaid', '无薪假(分钟)')]),
      ...under('加班时长(按加班规则计算)', [
        col('overtimeWorkday', '工作日(分钟)'),
        col('overtimeRest', '休息日(分钟)'),
        col('overtimeHoliday', '节假日(分钟)'),
      ]),
      col('verdict', '六/日', { eachDay: true, group: '考勤结果' }),
    ],
  },
  wecom: {
    ...sheet,
    name: '企业微信 打卡日报',
    fileName: '上下班打卡_日报_{from}-{to}',
    sheet: '概况统计与打卡明细',
    title: ['概况统计与打卡明细', MADE],
    date: 'YYYY/MM/DD',
    blank: '--',
    zero: 'blank',
    grain: 'day',
    columns: [
      col('date', '时间', { as: 'word' }),
      col('name', '姓名'),
      col('employeeNumber', '账号'),
      ...under('基础信息', [col('department', '部门'), col('text', '职务'), col('employeeNumber', '工号')]),
      ...under('考勤概况', [
        col('text', '所属规则'),
        col('shift', '班次'),
        col('firstIn', '最早', { as: 'time' }),
        col('lastOut', '最晚', { as: 'time' }),
        col('planned', '标准工作时长(小时)'),
        col('inPlan', '实际工作时长(小时)'),
        col('verdict', '考勤结果'),
      ]),
      ...under('异常统计', [
        col('lateTimes', '迟到次数(次)'),
        col('late', '迟到时长(分钟)', { as: 'minutes' }),
        col('earlyTimes', '早退次数(次)'),
        col('early', '早退时长(分钟)', { as: 'minutes' }),
        col('absentDays', '旷工次数(次)'),
        col('missingPunches', '缺卡次数(次)'),
      ]),
      ...under('加班统计', [
        col('overtime', '加班时长(小时)'),
        col('overtimeWorkday', '工作日加班计为加班费(小时)'),
        col('overtimeRest', '休息日加班计为加班费(小时)'),
        col('overtimeHoliday', '节假日加班计为加班费(小时)'),
      ]),
    ],
    further: [
      {
        sheet: '打卡详情',
        title: ['打卡详情', MADE],
        grain: 'punch',
        columns: [
          col('shiftDay', '日期', { as: 'word' }),
          col('name', '姓名'),
          col('employeeNumber', '账号'),
          col('department', '部门'),
          col('text', '职务'),
          col('text', '所属规则'),
          col('punchType', '打卡类型'),
          col('dueAt', '应打卡时间', { as: 'time' }),
          col('at', '实际打卡时间', { as: 'time' }),
          col('punchResult', '打卡状态'),
          col('text', '打卡地点'),
          col('text', '假勤申请'),
        ],
      },
    ],
  },
};
