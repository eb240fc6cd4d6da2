/** The table of all screenshots. They are taken in this order, first those before the sign-in. */
import { CALL_STATES } from './call-states.ts';
import { PAGE_STATES } from './page-states.ts';
import type { State } from './state.ts';

export const STATES: readonly State[] = [...PAGE_STATES.signedOut, ...CALL_STATES, ...PAGE_STATES.signedIn];
