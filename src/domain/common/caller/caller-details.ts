/** What a source knows of a caller besides the number. */

/**
 * Where the name of a caller comes from, the most trusted source first.
 * - `crm`: the customer's CRM.
 * - `lookup`: the customer's lookup endpoint.
 * - `choice`: the agent has chosen one of several records for this number before.
 * - `directory`: the imported contacts.
 * - `label`: the text that the PBX shows beside the number.
 */
export const CALLER_SOURCES = ['crm', 'lookup', 'choice', 'directory', 'label'] as const;
export type CallerSource = (typeof CALLER_SOURCES)[number];

/** What a source knows. A field is '' if it does not know it. */
export interface CallerDetails {
  readonly name: string;
  readonly company: string;
  /** A word that the customer uses to sort callers, for example a status or a category. */
  readonly tag: string;
  /** Who looks after the caller. */
  readonly owner: string;
  /** The page of the caller, http or https. */
  readonly recordUrl: string;
}
