/** The stored items of the first run (domain/account/first-run.ts). */
import { readProgress } from '../../domain/account/first-run.ts';
import { item } from './item.ts';

/** How far the user of this browser profile has come. Null before the first run. Written by its page. */
export const setupItem = item('local', 'setup', readProgress);
/** True if a sign-in is kept on the disk (`keptAccount`). A page learns no more of it. */
export const hasKeptAccountItem = item('local', 'account', (raw) => raw !== undefined && raw !== null);
