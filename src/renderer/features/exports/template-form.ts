import type { ExportTemplate } from '../../../shared/exports.ts';
import type { CallForm } from '../../ui/useCallForm.ts';

/** A template as it is edited; each part of the editor changes its own fields. */
export type TemplateForm = CallForm<ExportTemplate>;
