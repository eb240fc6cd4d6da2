import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

interface World {
  hasDocument: boolean;
  created: number;
  played: string[];
  /** True while the page is closing: the browser finds it, and nobody answers. */
  isClosing: boolean;
}
const world = vi.hoisted((): World => ({
  hasDocument: false,
  created: 0,
  played: [],
  isClosing: false,
}));
vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      id: 'x',
      getURL: (file: string) => `chrome-extension://x/${file}`,
      async sendMessage({ type, name }: { type: string; name?: string }) {
        await Promise.resolve();
        if (world.isClosing) {
          Object.assign(world, { isClosing: false, hasDocument: false });
          throw new Error('Could not establish connection. Receiving end does not exist.');
        }
        world.played.push(name ?? type);
      },
    },
    offscreen: {
      hasDocument: () => Promise.resolve(world.hasDocument),
      async createDocument() {
        world.created += 1;
        if (world.created > 1) throw new Error('Only a single offscreen document may be created.');
        await new Promise((resolve) => setTimeout(resolve, 5));
        world.hasDocument = true;
      },
    },
  },
}));
const { createRepeater, playSound } = await import('../../../src/background/effects/sound.ts');

beforeEach(() => void Object.assign(world, { hasDocument: false, created: 0, played: [], isClosing: false }));

it('two sounds at the same moment open one hidden page and both play', async () => {
  await Promise.all([playSound('bell', 50), playSound('pulse', 50)]);
  expect(world).toMatchObject({ hasDocument: true, created: 1, played: ['bell', 'pulse'] });
});

it('a hidden page that is open is used again', async () => {
  world.hasDocument = true;
  await playSound('bell', 50);
  expect(world).toMatchObject({ created: 0, played: ['bell'] });
});

it('a sound is played although the hidden page is just closing', async () => {
  Object.assign(world, { hasDocument: true, isClosing: true });
  await playSound('bell', 50);
  expect(world).toMatchObject({ hasDocument: true, created: 1, played: ['bell'] });
});

describe('a sound that repeats', () => {
  const bell = { name: 'bell', volume: 50 } as const;
  beforeEach(() => {
    vi.useFakeTimers();
    world.hasDocument = true;
  });
  afterEach(() => void vi.useRealTimers());

  it('follows the first one every three seconds during a ring of 40 s, and then ends', async () => {
    const repeat = createRepeater();
    repeat(bell);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(world.played).toEqual(Array.from({ length: 13 }, () => 'bell'));
    repeat(null);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(world.played.slice(13)).toEqual(['stop-sounds']);
  });

  it('keeps its pace when events of the call repeat the wish, and changes with it', async () => {
    const repeat = createRepeater();
    repeat(bell);
    await vi.advanceTimersByTimeAsync(2_000);
    repeat({ name: 'pulse', volume: 50 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(world.played).toEqual(['pulse']);
    repeat(null);
  });

  it('ends nothing where nothing repeats', async () => {
    createRepeater()(null);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(world.played).toEqual([]);
  });
});
