import type { settings as en } from '../en/settings.ts';
import type { Wording } from '../wording.ts';

export const settings = {
  title: '设置',
  tabs: {
    camera: '摄像头',
    recognition: '识别',
    kiosk: '门口机',
    look: '语言与外观',
    security: '安全',
    about: '关于',
  },
  about_tab: {
    camera: '选择并测试摄像头',
    recognition: '阈值、帧数、间隔、保留裁图',
    kiosk: '场所名称、声音、启动方式、PIN',
    look: '语言、深浅色、时区',
    security: '管理员密码',
    about: '版本、模型说明、数据文件',
  },
} satisfies Wording<typeof en>;
