import { Tabs } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
import classes from './RouteTabs.module.css';

export type TabIcon = ComponentType<{ size?: number; stroke?: number }>;

type Props<T extends string> = {
  /** In their order on the screen. */
  readonly tabs: readonly { readonly name: T; readonly label: string; readonly Icon: TabIcon; readonly body: ReactNode }[];
  readonly tab: T;
  readonly onChoose: (tab: T) => void;
};

/** The tabs of a screen, as the route says which; only the one that is shown is mounted. */
export function RouteTabs<T extends string>({ tabs, tab, onChoose }: Props<T>) {
  return (
    <Tabs
      value={tab}
      onChange={(value) => {
        const chosen = tabs.find(({ name }) => name === value);
        if (chosen) onChoose(chosen.name);
      }}
      keepMounted={false}
      classNames={{ list: classes.list ?? '', tab: classes.tab ?? '' }}
    >
      <Tabs.List>
        {tabs.map(({ name, label, Icon }) => (
          <Tabs.Tab key={name} value={name} leftSection={<Icon size={18} stroke={1.75} />}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ name, body }) => (
        <Tabs.Panel key={name} value={name} className={classes.panel ?? ''}>
          {body}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
