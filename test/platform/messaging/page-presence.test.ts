import { beforeEach, describe, expect, it, vi } from 'vitest';

/** One end of a connection. `fire` calls the listeners of the other end. */
interface FakePort {
  readonly name: string;
  readonly sent: unknown[];
  readonly onMessage: { addListener: (listener: (message: unknown) => void) => void };
  readonly onDisconnect: { addListener: (listener: () => void) => void };
  readonly postMessage: (message: unknown) => void;
  readonly say: (message: unknown) => void;
  readonly end: () => void;
}
const world = vi.hoisted(() => ({
  connected: undefined as unknown as (port: unknown) => void,
  ports: [] as unknown[],
}));

function newPort(name: string): FakePort {
  const heard: ((message: unknown) => void)[] = [];
  const ended: (() => void)[] = [];
  const sent: unknown[] = [];
  return {
    name,
    sent,
    onMessage: { addListener: (listener) => void heard.push(listener) },
    onDisconnect: { addListener: (listener) => void ended.push(listener) },
    postMessage: (message) => void sent.push(message),
    say: (message) => heard.forEach((listener) => listener(message)),
    end: () => ended.forEach((listener) => listener()),
  };
}
vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      onConnect: {
        addListener: (listener: (port: unknown) => void) => void (world.connected = listener),
      },
      connect: ({ name }: { name: string }) => {
        const port = newPort(name);
        world.ports.push(port);
        return port;
      },
    },
  },
}));
const { connectPort, trackOpenPages } = await import('../../../src/platform/messaging/page-presence.ts');

describe('the worker', () => {
  const closed = vi.fn();
  let pages: ReturnType<typeof trackOpenPages>;
  const open = (name: string, ...messages: unknown[]): FakePort => {
    const port = newPort(name);
    world.connected(port);
    messages.forEach((message) => port.say(message));
    return port;
  };
  beforeEach(() => {
    closed.mockClear();
    pages = trackOpenPages({ opened: () => undefined, closed });
  });

  it('counts a side panel as visible only while it says so', () => {
    const panel = open('side-panel');
    expect([pages.isOpen('side-panel'), pages.isVisible('side-panel')]).toEqual([true, false]);
    panel.say({ visible: true });
    expect(pages.isVisible('side-panel')).toBe(true);
    panel.say({ visible: false });
    expect([pages.isOpen('side-panel'), pages.isVisible('side-panel')]).toEqual([true, false]);
  });

  it('counts one visible side panel among several windows, until it closes', () => {
    open('side-panel', { visible: false });
    const second = open('side-panel', { visible: true });
    expect(pages.isVisible('side-panel')).toBe(true);
    second.end();
    expect([pages.isVisible('side-panel'), pages.isAnyOpen(), closed.mock.calls.length]).toEqual([
      false,
      true,
      1,
    ]);
  });

  it.each([undefined, null, 'visible', { visible: 'yes' }, { hidden: false }, []])(
    'does not count a page as visible that reports %j',
    (message) => {
      open('side-panel', message);
      expect(pages.isVisible('side-panel')).toBe(false);
    },
  );

  it('ignores a page of an unknown kind', () => {
    open('strange', { visible: true });
    expect(pages.isAnyOpen()).toBe(false);
  });

  it('says which kind of page has closed', () => {
    open('on-top', { visible: true }).end();
    open('page').end();
    expect(closed.mock.calls).toEqual([['on-top'], ['page']]);
  });

  it('waits for the first report of a page that is opening', async () => {
    const known = pages.whenVisibilityIsKnown('call-window');
    const page = open('call-window');
    page.say({ visible: true });
    expect(await known).toBe(true);
    page.say({ visible: false });
    expect(await pages.whenVisibilityIsKnown('call-window')).toBe(false);
  });

  it('counts a page that never opens as not visible', async () => {
    vi.useFakeTimers();
    const known = pages.whenVisibilityIsKnown('call-window');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await known).toBe(false);
    vi.useRealTimers();
  });
});

describe('a page', () => {
  it('reports whether it is visible at each connection and at each change', async () => {
    vi.useFakeTimers();
    const shown = { visibilityState: 'visible' };
    const page = Object.assign(new EventTarget(), shown);
    vi.stubGlobal('document', page);
    connectPort('side-panel');
    const [first] = world.ports as FakePort[];
    page.visibilityState = 'hidden';
    page.dispatchEvent(new Event('visibilitychange'));
    expect(first?.sent).toEqual([{ visible: true }, { visible: false }]);
    first?.end();
    await vi.advanceTimersByTimeAsync(500);
    page.dispatchEvent(new Event('visibilitychange'));
    const [, second] = world.ports as FakePort[];
    expect([first?.sent.length, second?.sent]).toEqual([2, [{ visible: false }, { visible: false }]]);
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
});
