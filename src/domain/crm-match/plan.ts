/**
 * A plan: what the worker needs to ask the chosen CRM. The options page makes it from an adapter and the
 * user's fields (make-plan.ts), and stores it. It holds no secret.
 */

/** The steps from a value to a value inside it. `*` stands for each item of a list or of an object. */
export type Path = readonly string[];

/**
 * A part of a template: a text, or a value of the answer.
 * - `path` leads from the record to the value. In a link, `id` and `type` are those of the record.
 * - `as`: `lower` for small letters, or the name of a dictionary that has the text for this id.
 */
export type Part = string | { readonly path: Path; readonly as?: string };
/** A text with values of the answer. */
export type Template = readonly Part[];
/** Names with values. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** How to read the records in an answer. Of several templates, the first that is not empty counts. */
export interface PlanAnswer {
  readonly records: Path;
  /** The CRM's own count of the matches. */
  readonly total?: Path;
  readonly id: Path;
  readonly type: Template;
  readonly name: readonly Template[];
  readonly company: readonly Template[];
  readonly owner: readonly Template[];
  readonly status: readonly Template[];
  /** The time of the last change. Absent if the CRM does not say it. */
  readonly date?: Path;
  readonly phones: readonly Path[];
  readonly link: readonly Template[];
}

/**
 * A request. Its texts may hold `{{form}}`, a form of the caller's number with modifiers, `{{secret}}`, and
 * in a dictionary `{{key}}`. They stand for values that are encoded for their place.
 */
export interface PlanRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query: Pairs;
  readonly headers: Pairs;
  /** The body: any JSON. Absent for none. */
  readonly json?: unknown;
}

/** What tells a failure in an answer whose HTTP status is a success. */
export interface PlanErrors {
  /** A value here that is not empty means a failure. */
  readonly fault?: Path;
  /** `false` here means a failure. */
  readonly ok?: Path;
  /** One of these words here means that the CRM received too many requests. */
  readonly busy?: { readonly path: Path; readonly in: readonly string[] };
}

/** Gives the text for an id, such as the name of an owner. */
export interface PlanDictionary {
  readonly request: PlanRequest;
  /** The path to the entry in the answer. */
  readonly entry: Path;
  readonly value: readonly Template[];
}

/** The plan for one CRM. */
export interface CrmPlan {
  /** The settings that the plan was made for (`choiceKey`). */
  readonly choice: string;
  /** What the secret is bound to: the id of the adapter and the origin. */
  readonly secretFor: string;
  /** The address before each path, without a slash at its end. */
  readonly base: string;
  /** What the user entered for the host of that address, by the ids of the fields. */
  readonly server: Pairs;
  /** `user:password` for Basic authentication, with `{{secret}}`. Absent for another way. */
  readonly basic?: string;
  /** True drops the records of which no telephone number ends like the caller's. */
  readonly verify: boolean;
  /** Hosts that a link from the answer may have: `app.example.com`, `*.example.com`. */
  readonly linkHosts: readonly string[];
  readonly requests: readonly (PlanRequest & { readonly answer: PlanAnswer })[];
  readonly dictionaries: Readonly<Record<string, PlanDictionary>>;
  readonly errors: PlanErrors;
  /** HTTP statuses that mean "nobody". */
  readonly none: readonly number[];
  /** The page for a new record, with forms of the number. Absent for none. */
  readonly newRecord?: string;
}

/** The settings that choose a CRM. */
export interface CrmChoice {
  /** The id of the adapter, or '' for none. */
  readonly crmAdapter: string;
  /** What the adapter asks for besides the secret. */
  readonly crmFields: readonly CrmField[];
}

/** A value that an adapter asks for. */
export interface CrmField {
  readonly id: string;
  readonly value: string;
}

/** The host in an address with or without scheme and path, or a part of a host. */
const hostIn = (typed: string): string | undefined =>
  typed
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .split(/[/?#]/, 1)[0];

/** True if the settings choose the CRM of a plan: the same adapter, and the same server. */
export const isCrmOf = (
  { secretFor, server }: Pick<CrmPlan, 'secretFor' | 'server'>,
  { crmAdapter, crmFields }: CrmChoice,
): boolean =>
  secretFor.startsWith(`${crmAdapter} `) &&
  server.every(([id, typed]) =>
    crmFields.some((field) => field.id === id && hostIn(field.value) === hostIn(typed)),
  );

/** The version of the shape above. A stored plan of another version counts as none. */
const PLAN_VERSION = 1;

/** Returns a text that is the same for the same choice only. */
export const choiceKey = ({ crmAdapter, crmFields }: CrmChoice): string =>
  JSON.stringify([PLAN_VERSION, crmAdapter, crmFields.map(({ id, value }) => [id, value])]);
