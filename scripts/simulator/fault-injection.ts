/** Faults between a simulator and its clients, apart from those of the login service. */
import type { Port } from './port.ts';
import { malformed } from './malformed.ts';
import type { Pbx } from './pbx.ts';
import type { Timers } from './queue-retries.ts';
import { DEFAULT_LOGINS, type TokenService } from './tokens.ts';
import type { Traffic } from './traffic.ts';

/** How keepalives are answered: correctly, not at all, or with an error code. */
export type KeepaliveAnswer = 'ok' | 'none' | 'error';

/** The available faults. Each applies to all of the simulator's ports at once. */
export interface FaultInjection {
  /** Cuts every socket abruptly. Returns how many clients were connected. */
  readonly drop: () => number;
  /** Refuses new sockets, or accepts them again. Connected sockets stay. */
  readonly refuseSockets: (refusing: boolean) => void;
  /** Half-open sockets: see Sockets.fallSilent. Default 'old-only'. */
  readonly fallSilent: (whom?: 'old-only' | 'new-too') => void;
  readonly speak: () => void;
  /** Makes all issued tokens invalid and cuts every socket. Refresh tokens stay valid. */
  readonly expireTokens: () => void;
  /**
   * While on, each sign-in ends the user's older sessions: their tokens become invalid, and their sockets get
   * a greeting that refuses them.
   */
  readonly revokeOlder: (on: boolean) => void;
  /** The user signs in at another place. Only matters while older sessions are ended. */
  readonly signInElsewhere: () => void;
  /** Sends each event this many times; 1 is normal. */
  readonly duplicate: (times: number) => void;
  /** While on, events are swapped in pairs: of each two, the second is sent first. */
  readonly reorder: (on: boolean) => void;
  /** Sends this many events that no client can parse. */
  readonly sendMalformed: (count: number) => void;
  /** Sends notices that the client's data is outdated; default 20 a second for 3 s. */
  readonly resyncStorm: (storm?: { readonly perSecond?: number; readonly seconds?: number }) => void;
  readonly answerKeepalive: (how: KeepaliveAnswer) => void;
  /** Another user signs in at a line (hot desk); 0 means nobody. */
  readonly seat: (change: { readonly userID: number; readonly line?: string }) => void;
}

const STALE = ['ExtensionsUpdated', 'QueuesUpdated', 'DialersUpdated'] as const;

/** What the faults act on. */
export interface FaultInjectionParts {
  readonly doors: () => readonly Port[];
  readonly tokens: TokenService;
  readonly traffic: Traffic;
  readonly timers: Timers;
  readonly pbx: Pbx;
  readonly emit: (name: string, payload: unknown) => void;
  readonly setKeepalive: (how: KeepaliveAnswer) => void;
}

/** Creates the faults of a simulator. */
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
    revokeOlder: tokens.revokeOlder,
    signInElsewhere() {
      tokens.issue({ kind: 'user', userID: DEFAULT_LOGINS.user.userID });
      tokens.issue({ kind: 'account' });
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
