/** What the options page loads only when it shows it: the first run, and the fields of the CRM section. */
export { CrmFields } from '../options/crm/crm-fields.tsx';
export { SetupWizard } from './setup.tsx';
