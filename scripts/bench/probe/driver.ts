/**
 * An idle page of the extension's origin. The benchmark controls the browser through it, without a debugger.
 * It fetches commands one after the other.
 */
interface Order {
  readonly path: string;
  readonly args: readonly unknown[];
}

/** The list of invented contacts, as the extension stores it. */
const CONTACTS = { id: 'bench', name: 'Bench', fileName: 'bench.csv', entries: 50_000, importedAt: 0 };

const OWN: Readonly<Record<string, (...args: never[]) => unknown>> = {
  /** Reports every storage change that contains the number. */
  watch(number: string) {
    chrome.storage.onChanged.addListener(function stored(changes) {
      if (!JSON.stringify(changes).includes(number)) return;
      chrome.storage.onChanged.removeListener(stored);
      void post('stamp', { what: 'stored', page: 'driver', number, at: Date.now() });
    });
  },
  /** Returns how often the worker has written so far, and which items. */
  counts: () =>
    new Promise((resolve) => {
      const channel = new BroadcastChannel('bench');
      channel.onmessage = ({ data }) => {
        channel.close();
        resolve(data);
      };
      channel.postMessage('counts?');
    }),
  /**
   * Writes `count` invented calls into the user's history, as soon as the history exists. Resolves to the
   * number of the newest one.
   */
  async fillHistory(count: number) {
    const find = async (): Promise<string | undefined> =>
      (await indexedDB.databases()).find(({ name }) => name?.startsWith('history-'))?.name;
    let name = await find();
    for (; name === undefined; name = await find()) await new Promise((resolve) => setTimeout(resolve, 100));
    const opening = indexedDB.open(name);
    const db = await new Promise<IDBDatabase>(
      (resolve) => (opening.onsuccess = () => resolve(opening.result)),
    );
    const write = db.transaction('calls', 'readwrite');
    const numberOf = (at: number): string => `052${String(3_000_000 + at)}`;
    for (let at = 0; at < count; at += 1) {
      const startedAt = Date.now() - at * 60_000;
      write.objectStore('calls').put({
        callId: `made-${String(at)}`,
        direction: 'incoming',
        caller: { kind: 'external', number: numberOf(at) },
        name: '',
        dialed: '',
        queue: '',
        lineId: 'SIPSIP1',
        rings: 1,
        late: false,
        startedAt,
        talkingAt: null,
        endedAt: startedAt,
        outcome: 'missed',
        suppressed: null,
        details: [],
        linkId: null,
        lookup: null,
      });
    }
    await new Promise((resolve) => (write.oncomplete = resolve));
    db.close();
    return numberOf(0);
  },
  /** Writes a list of `count` invented contacts, one number each. It is not used yet. */
  async fillContacts(count: number) {
    const opening = indexedDB.open(`directory-${CONTACTS.id}`, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('numbers', { keyPath: 'key' });
    const db = await new Promise<IDBDatabase>(
      (resolve) => (opening.onsuccess = () => resolve(opening.result)),
    );
    const write = db.transaction('numbers', 'readwrite');
    for (let at = 0; at < count; at += 1) {
      const digits = String(2_000_000 + at);
      const entry = { name: `Contact N${digits}`, company: '', tag: '', owner: '', recordUrl: '' };
      write.objectStore('numbers').put({ key: `97252${digits}`, entry, people: 1 });
    }
    await new Promise((resolve) => (write.oncomplete = resolve));
    db.close();
  },
  /** Says whether the list exists. A list that is not named does not. */
  useContacts: (isUsed: boolean) => chrome.storage.local.set({ directory: isUsed ? [CONTACTS] : [] }),
  /** Returns whether the card is on top of all windows. */
  isOnTop: async () => ((await navigator.locks.query()).held ?? []).some(({ name }) => name === 'on-top'),
  async leave() {
    const { id } = await chrome.tabs.getCurrent();
    setTimeout(() => void chrome.tabs.remove(id ?? 0), 100);
  },
  /** Closes every other page of the extension. */
  async alone() {
    const me = await chrome.tabs.getCurrent();
    const others = (await chrome.tabs.query({})).filter(
      ({ id, url }) =>
        id !== me.id && url?.startsWith(location.origin) === true && !url.endsWith('manifest.json'),
    );
    await chrome.tabs.remove(others.flatMap(({ id }) => id ?? []));
  },
};

const post = (to: string, body: object): Promise<Response> =>
  fetch(`${BENCH_URL}/${to}`, { method: 'POST', body: JSON.stringify(body) });

async function obey({ path, args }: Order): Promise<unknown> {
  if (OWN[path] !== undefined) return await OWN[path](...(args as never[]));
  const names = path.split('.');
  const owner = names
    .slice(0, -1)
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], chrome);
  return (owner as Record<string, (...args: readonly unknown[]) => unknown>)[names.at(-1) ?? '']?.(...args);
}

async function work(): Promise<void> {
  for (;;) {
    const order = (await (await fetch(`${BENCH_URL}/next`)).json()) as Order | null;
    if (order === null) continue;
    const answer = await obey(order).then(
      (value) => ({ value: value ?? null }),
      (reason: unknown) => ({ error: String(reason) }),
    );
    await post('answer', answer);
  }
}

void work();
