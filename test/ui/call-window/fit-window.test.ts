// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';

/** The desktop, as far as the page sees it. `content` is the height of the cards. */
const world = vi.hoisted(() => ({
  bounds: { left: 1000, top: 600, width: 400, height: 320 },
  content: 280,
  mayResize: true,
  observed: (): void => undefined,
  messages: [] as unknown[],
}));
const FRAME = 40;
vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: { sendMessage: (message: unknown) => Promise.resolve(void world.messages.push(message)) },
  },
}));
vi.mock('../../../src/platform/own-window.ts', () => ({
  ownBounds: () => world.bounds,
  usableScreen: () => ({ top: 0, height: 1000 }),
  mayResize: () => world.mayResize,
  heightFor: (content: number) => Promise.resolve(content + FRAME),
  setOwnBounds: (change: object) => {
    world.bounds = { ...world.bounds, ...change };
    dispatchEvent(new Event('resize'));
    return Promise.resolve();
  },
}));
vi.stubGlobal(
  'ResizeObserver',
  class {
    constructor(observed: () => void) {
      world.observed = observed;
    }
    observe(): void {
      world.observed();
    }
  },
);
const { fitWindow } = await import('../../../src/ui/call-window/fit-window.ts');

const part = { getBoundingClientRect: () => ({ height: world.content }) } as HTMLElement;
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
/** The cards need another height from now on. */
async function grow(content: number): Promise<void> {
  world.content = content;
  world.observed();
  await pass(600);
}
const bounds = (): number[] => [world.bounds.top, world.bounds.height];

describe('the call window', () => {
  let listening: MockInstance<typeof addEventListener>;
  beforeEach(async () => {
    vi.useFakeTimers();
    Object.assign(world, {
      bounds: { left: 1000, top: 600, width: 400, height: 320 },
      content: 280,
      mayResize: true,
      messages: [],
    });
    listening = vi.spyOn(globalThis, 'addEventListener');
    fitWindow([part]);
    await pass(1_600);
  });
  // The window of the next test is another one.
  afterEach(() => {
    for (const [name, listener] of listening.mock.calls) removeEventListener(name, listener);
    listening.mockRestore();
    vi.useRealTimers();
  });

  it('grows and moves up with a second card, and returns when the card is gone', async () => {
    await grow(500);
    expect(bounds()).toEqual([460, 540]);
    await grow(280);
    expect(bounds()).toEqual([600, 320]);
    dispatchEvent(new Event('pagehide'));
    expect(world.messages).toEqual([]);
  });

  it('keeps the height that the agent gave it, and remembers it', async () => {
    await grow(500);
    world.bounds = { ...world.bounds, height: 700 };
    await grow(280);
    expect(bounds()).toEqual([460, 700]);
    dispatchEvent(new Event('pagehide'));
    expect(world.messages).toEqual([
      { type: 'place-window', place: { left: 1000, top: 460, width: 400, height: 700 } },
    ]);
  });

  it('stays lower than its cards if the agent wants that, until the cards change', async () => {
    world.bounds = { ...world.bounds, height: 200 };
    await pass(5_000);
    expect(bounds()).toEqual([600, 200]);
    await grow(290);
    expect(bounds()).toEqual([600, 330]);
    await grow(100);
    expect(bounds()).toEqual([600, 200]);
  });

  it('returns to where the agent moved it while it was high', async () => {
    await grow(500);
    world.bounds = { ...world.bounds, left: -1500, top: 100 };
    await grow(280);
    expect(bounds()).toEqual([100, 320]);
    dispatchEvent(new Event('pagehide'));
    expect(world.messages).toEqual([
      { type: 'place-window', place: { left: -1500, top: 100, width: 400, height: 320 } },
    ]);
  });

  it('does not change while it is minimised, and fits when it is back', async () => {
    world.mayResize = false;
    await grow(500);
    expect(bounds()).toEqual([600, 320]);
    world.mayResize = true;
    document.dispatchEvent(new Event('visibilitychange'));
    await pass(600);
    expect(bounds()).toEqual([460, 540]);
  });
});
