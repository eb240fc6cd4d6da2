/**
 * What settings are judged by beside themselves: what the administrator's policy allows, and the login
 * server. Pure.
 */

/**
 * Lists of hosts: `crm.example.com`, or `*.example.com` for all below it. Null allows any host, an empty
 * list allows none.
 */
export interface Limits {
  /** Schemes that links may have beside http and https, in lower case without the colon. */
  readonly linkSchemes: readonly string[];
  /** Where links may lead. */
  readonly linkHosts: readonly string[] | null;
  /** Who may have tokens beside Voicenter and the login server. */
  readonly monitorHosts: readonly string[];
  /** Where an agent may sign in. */
  readonly loginHosts: readonly string[] | null;
  /** Which lookup addresses may be told of callers. */
  readonly lookupHosts: readonly string[] | null;
  /** The login server of the two-step login: its own settings and refresh servers may have its tokens. */
  readonly twoStepServer: string;
}

export const TWO_STEP_SERVER = 'https://loginapi.voicenter.com/Auth/Login/Voicenter/Chrome';

/** Without a policy, and with the usual login server. */
export const NO_LIMITS: Limits = {
  linkSchemes: [],
  linkHosts: null,
  monitorHosts: [],
  loginHosts: null,
  lookupHosts: null,
  twoStepServer: TWO_STEP_SERVER,
};
