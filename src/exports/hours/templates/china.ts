/** Sheets as 钉钉 and 企业微信 make them, whose headings other programs look for. Their customers choose the columns, so these are a beginning. */
import { PLAIN, type ExportTemplate } from '../../../shared/exports.ts';
import { col, under } from './column.ts';

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
    fileName: '打卡日报-{from}-{to}',
    title: ['打卡日报', '统计时间 {from} 至 {to}  制表时间 {now}({offset})'],
    date: 'YYYY/MM/DD',
    blank: '--',
    zero: 'blank',
    grain: 'day',
    columns: [
      col('date', '时间', { as: 'word' }),
      col('name', '姓名'),
      ...under('基础信息', [col('employeeNumber', '帐号'), col('department', '部门')]),
      ...under('打卡规则', [col('shift', '班次'), col('kind', '日期类型')]),
      ...under('考勤概况', [
        col('firstIn', '最早', { as: 'time' }),
        col('lastOut', '最晚', { as: 'time' }),
        col('planned', '标准工作时长(小时)'),
        col('inPlan', '实际工作时长(小时)'),
        col('verdict', '考勤结果'),
      ]),
      ...under('异常统计', [
        col('late', '迟到时长(分钟)', { as: 'minutes' }),
        col('early', '早退时长(分钟)', { as: 'minutes' }),
        col('missingIn', '上班缺卡次数'),
        col('missingOut', '下班缺卡次数'),
        col('absentDays', '旷工次数'),
      ]),
      ...under('加班统计', [col('overtime', '加班时长(小时)')]),
    ],
  },
};
