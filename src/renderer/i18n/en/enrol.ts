export const enrol = { title: 'Enrol' } as const;
