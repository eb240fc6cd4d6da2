/** A damaged database rejects within its time limit, and works again as soon as the browser lets it. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('webextension-polyfill', () => ({ default: {} }));

const real = indexedDB;
const outage = { from: 1, to: null };

/** A request that the browser answers when the test says so. */
function newRequest(result: object, error: DOMException | null = null) {
  const listeners = new Map<string, () => void>();
  const request = Object.create(IDBOpenDBRequest.prototype) as IDBOpenDBRequest;
  Object.defineProperties(request, {
    result: { value: result },
    error: { value: error },
    addEventListener: { value: (type: string, listener: () => void) => listeners.set(type, listener) },
    removeEventListener: { value: () => undefined },
  });
  return { request, answer: (type: string) => listeners.get(type)?.() };
}
/** A request that the browser never answers. */
const silent = (): IDBOpenDBRequest => newRequest({}).request;
/** A request that fails. */
function refusing(name: string): IDBOpenDBRequest {
  const { request, answer } = newRequest({}, new DOMException('Internal error', name));
  setTimeout(() => answer('error'));
  return request;
}
function withOpen(open: () => IDBOpenDBRequest): void {
  vi.stubGlobal('indexedDB', { open, deleteDatabase: open, databases: () => new Promise(() => undefined) });
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('indexedDB', real);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const history = () => import('../../../src/platform/storage/history-db.ts');
const keys = () => import('../../../src/platform/storage/secret-key.ts');

describe('a history that does not open', () => {
  it.each(['UnknownError', 'VersionError', 'AbortError', 'QuotaExceededError', 'InvalidStateError'])(
    'rejects reads and writes with %s instead of an empty result, and works once it opens',
    async (name) => {
      const db = await history();
      await db.putOutage('a', outage);
      vi.resetModules();
      const later = await history();
      withOpen(() => refusing(name));
      await expect(later.outagesSince('a', 0)).rejects.toThrow('Internal error');
      await expect(later.lastCalls('a', 5)).rejects.toThrow('Internal error');
      await expect(later.putOutage('a', outage)).rejects.toThrow('Internal error');
      vi.stubGlobal('indexedDB', real);
      expect(await later.outagesSince('a', 0)).toEqual([outage]);
      await later.eraseHistory('a');
      await db.eraseHistory('a');
    },
  );

  it('and never answers rejects after 4 s, then at once, and is tried again later', async () => {
    vi.useFakeTimers();
    const db = await history();
    withOpen(silent);
    const slow = [db.ringsSince('a', 0), db.putOutage('a', outage)].map((each) =>
      each.then(
        () => 'done',
        (thrown: unknown) => String(thrown),
      ),
    );
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await Promise.all(slow)).toEqual(['Error: timed out', 'Error: timed out']);
    await expect(db.ringsSince('b', 0)).rejects.toThrow('timed out before');
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    vi.stubGlobal('indexedDB', real);
    vi.spyOn(performance, 'now').mockReturnValue(1e9);
    expect(await db.ringsSince('a', 0)).toEqual([]);
    vi.restoreAllMocks();
  });

  it('closes a connection that opens too late, so that the history can be erased', async () => {
    vi.useFakeTimers();
    const db = await history();
    const close = vi.fn();
    const late = newRequest(Object.assign(new EventTarget(), { close }));
    withOpen(() => late.request);
    const read = expect(db.ringsSince('a', 0)).rejects.toThrow('timed out');
    await vi.advanceTimersByTimeAsync(4_000);
    await read;
    late.answer('success');
    await vi.advanceTimersByTimeAsync(0);
    expect(close).toHaveBeenCalledOnce();
  });
});

describe('a history that closes underway', () => {
  it('is opened again for the next read and write', async () => {
    const opened: IDBDatabase[] = [];
    vi.stubGlobal('indexedDB', {
      open(name: string, version: number) {
        const request = real.open(name, version);
        request.addEventListener('success', () => opened.push(request.result));
        return request;
      },
      databases: () => real.databases(),
      deleteDatabase: (name: string) => real.deleteDatabase(name),
    });
    const db = await history();
    await db.putOutage('a', outage);
    opened.forEach((each) => each.close());
    expect(await db.outagesSince('a', 0)).toEqual([outage]);
    opened.forEach((each) => each.close());
    await db.putOutage('a', { from: 2, to: 3 });
    expect(await db.outagesSince('a', 0)).toHaveLength(2);
    await db.eraseHistory('a');
  });
});

describe('a history without its stores', () => {
  it('rejects a read, and is new after it was erased', async () => {
    await new Promise((resolve) => {
      const request = real.open('history-a', 1);
      request.onsuccess = () => {
        request.result.close();
        resolve(undefined);
      };
    });
    const db = await history();
    await expect(db.lastCalls('a', 5)).rejects.toThrow();
    await db.eraseHistory('a');
    expect(await db.lastCalls('a', 5)).toEqual([]);
  });
});

describe('the database of keys', () => {
  it('that never answers rejects after 4 s', async () => {
    vi.useFakeTimers();
    const { seal, unseal, deleteKey } = await keys();
    withOpen(silent);
    const all = [seal('text'), unseal({ iv: '', data: '' }), deleteKey()].map((each) =>
      expect(each).rejects.toThrow('timed out'),
    );
    await vi.advanceTimersByTimeAsync(4_000);
    await Promise.all(all);
  });

  it('with a value that is no key gets a new key', async () => {
    const { seal, unseal } = await keys();
    await seal('first');
    await new Promise((resolve) => {
      const request = real.open('keys', 1);
      request.onsuccess = () => {
        const write = request.result.transaction('keys', 'readwrite');
        write.objectStore('keys').put('garbage', 'account');
        write.oncomplete = () => {
          request.result.close();
          resolve(undefined);
        };
      };
    });
    expect(await unseal(await seal('second'))).toBe('second');
  });

  it.each([
    { iv: '%', data: 'x' },
    { iv: '', data: '' },
    { iv: 'AAAA', data: 'AAAA' },
  ])('reads %j as nothing', async (sealed) => {
    const { seal, unseal } = await keys();
    await seal('text');
    expect(await unseal(sealed)).toBeNull();
  });
});
