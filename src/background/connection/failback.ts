/** While another server than the preferred one serves us: asks now and then whether that one is well again. */
import { isRefusal } from '../../voicenter/decode.ts';
import { SERVER_EVENTS } from '../../voicenter/protocol.ts';

/** How long another server is good enough, in ms; twice that at most, so that 500 agents do not come home in one moment. */
const ASK_AFTER_MS = 30_000;

/** A socket to the preferred server, on trial. */
export interface Trial {
  on(event: string, listener: (payload: unknown) => void): unknown;
  close(): unknown;
}

export interface HomesickEdge {
  /** Whether anything may be sent to the preferred server at this moment. */
  readonly mayAsk: () => boolean | Promise<boolean>;
  /** Opens a socket to the preferred server. */
  readonly ask: () => Trial;
  readonly isBusy: () => boolean;
  /** In [0, 1). */
  readonly random: () => number;
  /** The preferred server has greeted us, and no call is live. Called once. */
  readonly well: () => void;
}

/** Begins at once to wait; ends by `well` or `stop`. Only a greeting proves a server: an open socket may lead to one that is half up. */
export function createHomesick({ mayAsk, ask, isBusy, random, well }: HomesickEdge): {
  readonly stop: () => void;
} {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let trial: Trial | null = null;

  function end(): void {
    clearTimeout(timer);
    timer = undefined;
    const old = trial;
    trial = null;
    old?.close();
  }

  function wait(): void {
    timer = setTimeout(() => void attempt(), ASK_AFTER_MS * (1 + random()));
  }

  async function attempt(): Promise<void> {
    end();
    wait();
    const waiting = timer;
    if (isBusy() || !(await mayAsk()) || waiting !== timer) return;
    const mine = ask();
    trial = mine;
    for (const greeting of SERVER_EVENTS) {
      mine.on(greeting, (payload) => {
        if (trial !== mine || isBusy() || isRefusal(greeting, payload)) return;
        end();
        well();
      });
    }
  }

  wait();
  return { stop: end };
}
