/** The fault of a user who signs in at another place, at a server that allows one session a user. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from './environment.ts';

/** The extension has to give way after this many sign-ins. It may need one fewer. */
const MOST_SIGN_INS = 4;
/** The extension signs in again within this time, or gives way. Its longest pause is 16 s. */
const PATIENCE_MS = 25_000;
const LOOK_EVERY_MS = 50;
const BUTTON = 'Sign in here';

/**
 * The other place signs in again whenever the extension has done so, until the extension gives way. The fault
 * is lifted by the agent, who wants to be signed in here.
 */
export function secondSignIn(world: Environment): {
  readonly cuts: true;
  readonly inject: () => Promise<void>;
  readonly lift: () => Promise<void>;
} {
  const { pbx } = world;
  /** Resolves to true once the extension has signed in again, and to false if it gave way. */
  async function signsInAgain(since: number): Promise<boolean> {
    const panel = await world.panel();
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
      if (world.connectedSince(since) !== undefined) return true;
      if ((await panel.all('button')).some(({ name }) => name === BUTTON)) return false;
      await sleep(LOOK_EVERY_MS);
    }
    throw new Error('The extension neither signed in again nor gave way.');
  }

  return {
    cuts: true,
    async inject() {
      pbx.revokeOlder(true);
      for (let times = 0; times < MOST_SIGN_INS; times++) {
        const since = Date.now();
        pbx.signInElsewhere();
        if (!(await signsInAgain(since))) return;
      }
      throw new Error('The extension does not give way.');
    },
    async lift() {
      pbx.revokeOlder(false);
      await (await world.panel()).click('button', BUTTON);
    },
  };
}
