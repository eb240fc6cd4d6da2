/** How each fault is injected and lifted. */
import { setTimeout as sleep } from 'node:timers/promises';
import { judgeDisplacement } from '../../src/background/auth/displacement.ts';
import { secondSignIn } from './second-sign-in.ts';
import { breakHistory, emptyStore, fillStore, loadStore, mendHistory, unloadStore } from './storage.ts';
import { suspend } from './suspend.ts';
import type { SceneKind } from './fault-types.ts';
import type { Scene } from './schedule.ts';
import { DESKS, type Environment } from './environment.ts';

/**
 * One fault. `lift` is called after the scene's `lastsMs`. `prepare` and `restore` are called before the first
 * and after the last call, for work that keeps the browser busy.
 */
export interface Fault {
  readonly prepare?: () => Promise<void>;
  readonly restore?: () => Promise<void>;
  readonly inject: () => Promise<void> | void;
  readonly lift?: () => Promise<void> | void;
  /** True if the fault breaks the socket, so that there is a recovery to wait for. */
  readonly cuts: boolean;
}

/** User ids of the agent and of a colleague. */
export const AGENT = 7654321;
const COLLEAGUE = 12345679;

const LOOK_AGAIN_MS = 100;

/** What the extension would conclude if the session ended now. */
const judgeEnd = ({ connectedSince, shortSessions }: Environment): ReturnType<typeof judgeDisplacement> =>
  judgeDisplacement(shortSessions.count, {
    form: 'socket',
    acceptedAt: connectedSince(0) ?? 0,
    now: Date.now(),
    random: 0,
  });

/** Counts the session that ends now. */
function countSession(world: Environment): void {
  world.shortSessions.count = judgeEnd(world).count;
}

/** Ends the session: the login server gives out other tokens from now on. */
function endSession(world: Environment): void {
  countSession(world);
  world.pbx.expireTokens();
}

/**
 * Waits until the session may end. After several short sessions in a row the extension rightly says that
 * somebody has signed in elsewhere, and waits for the agent. That is a fault of its own (second-sign-in.ts).
 */
async function untilMayEnd(world: Environment): Promise<void> {
  while (judgeEnd(world).verdict.pauseMs === null) await sleep(LOOK_AGAIN_MS);
}

/** Returns the fault of a scene. */
export function faultOf(world: Environment, scene: Scene, firstCall: FirstCall): Fault {
  const { pbx, browser, monitors, observer } = world;
  const mayEnd = (): Promise<void> => untilMayEnd(world);
  const [first, second] = monitors;
  let wake = (): void => undefined;
  const faults: Readonly<Record<SceneKind, () => Fault>> = {
    none: () => ({ cuts: false, inject: () => undefined }),
    'killed-with-page': () => ({ cuts: true, inject: () => browser.killBackground() }),
    'killed-without-page': () => ({
      cuts: true,
      async inject() {
        await world.closePages();
        await browser.killBackground();
      },
    }),
    cut: () => ({ cuts: true, inject: () => void pbx.drop() }),
    'half-open': () => ({ cuts: true, inject: () => pbx.fallSilent() }),
    refused: () => ({
      cuts: true,
      prepare: mayEnd,
      inject() {
        countSession(world);
        pbx.refuseSockets(true);
        pbx.drop();
      },
      lift: () => pbx.refuseSockets(false),
    }),
    'login-500': () => ({
      cuts: true,
      prepare: mayEnd,
      inject() {
        pbx.orderLoginFault({ kind: 'answer', status: 500 });
        endSession(world);
      },
      lift: () => pbx.clearLoginFaults(),
    }),
    'login-slow': () => ({
      cuts: true,
      prepare: mayEnd,
      inject() {
        pbx.orderLoginFault({ kind: 'slow', delayMs: 3_000, times: 2 });
        endSession(world);
      },
    }),
    'token-expired': () => ({ cuts: true, prepare: mayEnd, inject: () => endSession(world) }),
    'refresh-refused': () => ({
      cuts: true,
      prepare: mayEnd,
      inject() {
        pbx.orderLoginFault({ kind: 'answer', status: 401, step: 'refresh' });
        endSession(world);
      },
    }),
    'second-sign-in': () => secondSignIn(world),
    'first-server-down': () => ({
      cuts: true,
      async inject() {
        await first.takeDown();
        // A client of the second server has to reconnect, too. It tries the first server before.
        second.sockets.drop();
      },
      lift: () => first.bringUp(),
    }),
    asleep: () => ({
      cuts: true,
      async inject() {
        await observer.pause();
        wake = suspend(world.pid);
        if (scene.variant) pbx.fallSilent();
        else pbx.drop();
      },
      lift() {
        wake();
        observer.resume();
      },
    }),
    offline: () => ({
      cuts: true,
      async inject() {
        world.cable?.pull();
        await Promise.all([pbx.takeDown(), first.takeDown(), second.takeDown()]);
      },
      async lift() {
        await Promise.all([pbx.bringUp(), first.bringUp(), second.bringUp()]);
        world.cable?.plug();
      },
    }),
    malformed: () => ({
      cuts: false,
      inject: () => pbx.sendMalformed(105),
      lift: () => pbx.sendMalformed(105),
    }),
    duplicate: () => ({
      cuts: false,
      inject: () => pbx.duplicate(scene.variant ? 2 : 3),
      lift: () => pbx.duplicate(1),
    }),
    reordered: () => ({ cuts: false, inject: () => pbx.reorder(true), lift: () => pbx.reorder(false) }),
    'hang-up-lost': () => ({ cuts: false, inject: () => firstCall.hangUpUnheard() }),
    'resync-storm': () => ({ cuts: false, inject: () => pbx.resyncStorm() }),
    'hot-desk': () => ({
      cuts: false,
      inject: () => pbx.seat({ userID: scene.variant ? COLLEAGUE : 0, line: world.desk() }),
      lift() {
        // A user login sees only the user's own line, so the agent comes back to it.
        if (world.login === 'account') world.moveTo(DESKS[DESKS.indexOf(world.desk()) === 0 ? 1 : 0]);
        pbx.seat({ userID: AGENT, line: world.desk() });
      },
    }),
    'store-full': () => ({
      cuts: false,
      prepare: async () => loadStore(await world.panel()),
      inject: async () => fillStore(await world.panel()),
      lift: async () => emptyStore(await world.panel()),
      restore: async () => unloadStore(await world.panel()),
    }),
    'history-broken': () => ({
      cuts: false,
      inject: async () => breakHistory(await world.panel()),
      lift: async () => mendHistory(await world.panel()),
    }),
    'browser-restarted': () => ({
      cuts: true,
      prepare: () => world.counting.over,
      inject: () => world.restartBrowser(),
      // The limit begins once the browser runs again.
      lift: () => undefined,
    }),
    'crm-killed': () => ({
      cuts: true,
      async inject() {
        const panel = await world.panel();
        await panel.click('button', 'Open in CRM', {
          within: { role: 'article', name: new RegExp(firstCall.name) },
        });
        if (scene.variant) await sleep(15);
        await browser.killBackground();
      },
    }),
  };
  return faults[scene.kind]();
}

/** What faults need to know about the scene's first call. */
export interface FirstCall {
  /** The caller's name. */
  readonly name: string;
  /** Ends the call without notifying the clients. */
  readonly hangUpUnheard: () => void;
}

/** Removes everything that a fault may have left, so that it does not affect the next scene. */
export async function clearAway({ pbx, monitors }: Environment): Promise<void> {
  pbx.clearLoginFaults();
  pbx.refuseSockets(false);
  pbx.revokeOlder(false);
  pbx.speak();
  pbx.duplicate(1);
  pbx.reorder(false);
  await Promise.all([pbx.bringUp(), ...monitors.map((door) => door.bringUp())]);
}
