/**
 * The limits by which settings are judged: what the administrator's policy allows, and the login server.
 * Pure.
 */

/**
 * What a policy allows. A list of hosts contains `crm.example.com`, or `*.example.com` for every host below
 * it. Null allows any host. An empty list allows none.
 */
export interface Limits {
  /** Schemes that links may have besides http and https, in lower case, without the colon. */
  readonly linkSchemes: readonly string[];
  /** Hosts that links may lead to. */
  readonly linkHosts: readonly string[] | null;
  /** Hosts that may receive tokens, besides Voicenter and the login server. */
  readonly monitorHosts: readonly string[];
  /** Hosts at which an agent may sign in. */
  readonly loginHosts: readonly string[] | null;
  /** Hosts of lookup endpoints that may receive callers' details. */
  readonly lookupHosts: readonly string[] | null;
  /** The login server of the two-step login. Its own settings and refresh servers may receive its tokens. */
  readonly twoStepServer: string;
}

/** The usual login server of the two-step login, a full address. */
export const TWO_STEP_SERVER = 'https://loginapi.voicenter.com/Auth/Login/Voicenter/Chrome';

/** The limits without a policy and with the usual login server. */
export const NO_LIMITS: Limits = {
  linkSchemes: [],
  linkHosts: null,
  monitorHosts: [],
  loginHosts: null,
  lookupHosts: null,
  twoStepServer: TWO_STEP_SERVER,
};
