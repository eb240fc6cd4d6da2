/**
 * Runs before the worker's own code, in Ringside and in the baselines. Reports the start, each created
 * notification and each search in the contacts, and counts the writes. Suppresses the page that opens after
 * the installation.
 */
import { wallClock } from '../wall-clock.ts';

const counts = { session: 0, local: 0, database: 0, bytes: 0 };
const keys: Record<string, number> = {};
const NUMBER_SHOWN = /(?<!\d)0\d\d-?\d{3}-?\d{4}(?!\d)/;

const tell = (stamp: object): void =>
  void fetch(`${BENCH_URL}/stamp`, {
    method: 'POST',
    body: JSON.stringify({ page: 'worker', number: '', ...stamp }),
  });

/** Counts each call of a method, then calls the original. */
function wrap<T extends object>(
  owner: T,
  name: keyof T & string,
  count: (args: readonly unknown[]) => void,
): void {
  const original = owner[name] as (...args: unknown[]) => unknown;
  Object.assign(owner, {
    [name](this: unknown, ...args: unknown[]) {
      count(args);
      return original.apply(this, args);
    },
  });
}

for (const area of ['session', 'local'] as const) {
  wrap(chrome.storage[area], 'set', ([items]) => {
    counts[area] += 1;
    for (const key of Object.keys(items as object)) keys[key] = (keys[key] ?? 0) + 1;
  });
}
for (const method of ['put', 'add', 'delete', 'clear'] as const)
  wrap(IDBObjectStore.prototype, method, () => void (counts.database += 1));

const clock = (): number => wallClock(navigator.userAgent.includes('Firefox'));
/** When the worker last read which contact lists there are. A search begins with that. */
let lookBegan = 0;
wrap(chrome.storage.local, 'get', ([key]) => {
  if (key === 'directory') lookBegan = clock();
});
const { get } = Object.getOwnPropertyDescriptors(IDBObjectStore.prototype);
Object.assign(IDBObjectStore.prototype, {
  get(this: IDBObjectStore, key: IDBValidKey) {
    const request = get.value?.call(this, key) as IDBRequest<unknown>;
    if (typeof key === 'string' && this.transaction.db.name.startsWith('directory-')) {
      const began = lookBegan;
      request.addEventListener('success', () => {
        const [at, number] = [clock(), key.replace(/^972/, '0')];
        tell({ what: 'look-begins', number, at: began });
        tell({ what: 'look-ends', number, at });
      });
    }
    return request;
  },
});

const create = chrome.notifications.create.bind(chrome.notifications) as (
  ...args: unknown[]
) => Promise<string>;
Object.assign(chrome.notifications, {
  async create(...args: unknown[]) {
    const id = await create(...args);
    const at = clock();
    tell({
      what: 'notified',
      number: NUMBER_SHOWN.exec(JSON.stringify(args.at(-1)))?.[0].replaceAll('-', '') ?? '',
      at,
    });
    return id;
  },
});

// The benchmark measures any day but the first. The installation page would leave 18 MB in the process that
// it shares with the worker.
Object.assign(chrome.runtime, { openOptionsPage: () => Promise.resolve() });

const channel = new BroadcastChannel('bench');
channel.onmessage = ({ data }) => {
  if (data === 'counts?') channel.postMessage({ ...counts, keys });
};

tell({ what: 'booted', at: performance.timeOrigin });
