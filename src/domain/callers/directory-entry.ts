/** What the directory of imported contacts knows about a number. */

/** One contact, as it is stored under each of its numbers. All texts are sanitized. '' stands for none. */
export interface DirectoryEntry {
  /** The person's name. '' if only a company is known. */
  readonly name: string;
  readonly company: string;
  /** A word that the list has for the contact, such as its category or status. */
  readonly tag: string;
  /** The colleague who looks after the contact. */
  readonly owner: string;
  /** The https address of the contact's record. */
  readonly recordUrl: string;
  /** The name of the contact list that the entry comes from. */
  readonly list: string;
}
