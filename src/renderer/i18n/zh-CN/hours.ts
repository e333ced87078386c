import type { hours as en } from '../en/hours.ts';
import type { Wording } from '../../../words/wording.ts';

export const hours = {
  title: '工时',
  tabs: {
    month: '月历',
    person: '个人',
    inbox: '待处理',
    team: '团队',
    charts: '图表',
    shifts: '班次',
    rules: '规则',
    exports: '导出',
    imports: '导入',
  },
} satisfies Wording<typeof en>;
