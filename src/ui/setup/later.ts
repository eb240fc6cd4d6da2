/** What the options page loads only when it shows it: the first run, and the fields of two sections. */
export { CrmFields } from '../options/crm/crm-fields.tsx';
export { CallerFields } from '../options/callers/lookup-fields.tsx';
export { SetupWizard } from './setup.tsx';
