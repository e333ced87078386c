import type { RuleBody } from '../../../../shared/hours.ts';

/** A group of fields of the rules. */
export type GroupProps = { readonly body: RuleBody; readonly onChange: (part: Partial<RuleBody>) => void };
