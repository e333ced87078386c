import type { access as en } from '../en/access.ts';
import type { Wording } from '../wording.ts';

export const access = {
  title: '门禁',
  tabs: { doors: '门', zones: '区域', groups: '权限组', profiles: '时间表', holidays: '节假日' },
  hints: {
    doors: '各扇门、规则与开门方式，封锁',
    zones: '区域、人数上限、防潜回',
    groups: '谁在什么时间可以走哪扇门',
    profiles: '每周的开放时间',
    holidays: '放假日与调休上班日',
  },
} satisfies Wording<typeof en>;
