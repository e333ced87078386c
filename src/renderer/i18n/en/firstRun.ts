export const firstRun = { title: 'Welcome' } as const;
