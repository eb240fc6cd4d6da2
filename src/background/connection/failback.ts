/**
 * Failback. While a server other than the preferred one serves us, it regularly probes whether the preferred
 * server works again.
 */
import { isRefusal } from '../../voicenter/decode.ts';
import { SERVER_EVENTS } from '../../voicenter/protocol.ts';

/**
 * The pause before each probe, in ms. The real pause is a random time between this and twice this, so that
 * 500 agents do not come back in one moment.
 */
const ASK_AFTER_MS = 30_000;

/** A probe socket to the preferred server. */
export interface ProbeSocket {
  on(event: string, listener: (payload: unknown) => void): unknown;
  close(): unknown;
}

/** What the failback needs from outside. */
export interface FailbackDeps {
  /** Whether we may send anything to the preferred server at this moment. */
  readonly mayAsk: () => boolean | Promise<boolean>;
  /** Opens a probe socket to the preferred server. */
  readonly ask: () => ProbeSocket;
  /** True while a call is live. Servers do not change then. */
  readonly isBusy: () => boolean;
  /** In [0, 1): spreads the probes. */
  readonly random: () => number;
  /** The preferred server has sent a greeting, and no call is live. Called once. */
  readonly well: () => void;
}

/**
 * Starts the first pause at once and probes until `well` is called or `stop` is called. Only a greeting
 * proves that a server works, because an open socket may lead to a server that is half up.
 */
export function createFailback({ mayAsk, ask, isBusy, random, well }: FailbackDeps): {
  readonly stop: () => void;
} {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let trial: ProbeSocket | null = null;

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
