/** What the options page loads only when it shows it: the first run, and the fields of two sections. */
export { CrmFields } from '../options/crm/crm-fields.tsx';
export { LookupFields } from '../options/crm/lookup-fields.tsx';
export { SetupWizard } from './setup.tsx';
