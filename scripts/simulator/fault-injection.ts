/** Everything that can go wrong between a simulator and its clients, apart from the login service. */
import type { Port } from './port.ts';
import { malformed } from './malformed.ts';
import type { Pbx } from './pbx.ts';
import type { Timers } from './queue-retries.ts';
import type { TokenService } from './tokens.ts';
import type { Traffic } from './traffic.ts';

/** How keepalives are answered: as they should be, not at all, or with an error code. */
export type KeepaliveAnswer = 'ok' | 'none' | 'error';

/** The troubles that can be ordered. Those that name a door are about all of the simulator's ports at once. */
export interface FaultInjection {
  /** Cuts every socket abruptly; returns how many clients were connected. */
  readonly drop: () => number;
  /** Refuses new sockets, or accepts them again; the connected ones stay. */
  readonly refuseSockets: (refusing: boolean) => void;
  /** Half-open: see Sockets.fallSilent; default 'old-only'. */
  readonly fallSilent: (whom?: 'old-only' | 'new-too') => void;
  readonly speak: () => void;
  /** All tokens that were handed out are void from now on, and every socket is cut; refresh tokens stay good. */
  readonly expireTokens: () => void;
  /** Sends each event so many times; 1 is the ordinary. */
  readonly duplicate: (times: number) => void;
  /** While on, of each two events the second goes first. */
  readonly reorder: (on: boolean) => void;
  /** Sends so many events that no client can read. */
  readonly sendMalformed: (count: number) => void;
  /** Says "what you know is stale" many times a second; default 20 a second for 3 s. */
  readonly resyncStorm: (storm?: { readonly perSecond?: number; readonly seconds?: number }) => void;
  readonly answerKeepalive: (how: KeepaliveAnswer) => void;
  /** Another user sits down at a line (hot desk); 0: nobody. */
  readonly seat: (change: { readonly userID: number; readonly line?: string }) => void;
}

const STALE = ['ExtensionsUpdated', 'QueuesUpdated', 'DialersUpdated'] as const;

/** What the troubles act upon. */
export interface FaultInjectionParts {
  readonly doors: () => readonly Port[];
  readonly tokens: TokenService;
  readonly traffic: Traffic;
  readonly timers: Timers;
  readonly pbx: Pbx;
  readonly emit: (name: string, payload: unknown) => void;
  readonly setKeepalive: (how: KeepaliveAnswer) => void;
}

/** Builds the troubles of a simulator. */
export function createFaultInjection({
  doors,
  tokens,
  traffic,
  timers,
  pbx,
  emit,
  setKeepalive,
}: FaultInjectionParts): FaultInjection {
  const all = (): readonly Port['sockets'][] => doors().map(({ sockets }) => sockets);
  const drop = (): number => all().reduce((dropped, sockets) => dropped + sockets.drop(), 0);

  return {
    drop,
    refuseSockets: (refusing) => all().forEach((sockets) => sockets.refuse(refusing)),
    fallSilent: (whom = 'old-only') => all().forEach((sockets) => sockets.fallSilent(whom)),
    speak: () => all().forEach((sockets) => sockets.speak()),
    expireTokens() {
      tokens.expireAll();
      drop();
    },
    duplicate: traffic.duplicate,
    reorder: traffic.reorder,
    sendMalformed(count) {
      for (const [name, payload] of malformed(count)) emit(name, payload);
    },
    resyncStorm({ perSecond = 20, seconds = 3 } = {}) {
      const total = perSecond * seconds;
      for (let sent = 0; sent < total; sent++)
        timers.after((sent * 1000) / perSecond, () => emit(STALE[sent % STALE.length] ?? STALE[0], {}));
    },
    answerKeepalive: setKeepalive,
    seat: ({ userID, line }) => pbx.setUser(pbx.line(line), userID),
  };
}
