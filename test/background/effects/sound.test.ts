import { beforeEach, expect, it, vi } from 'vitest';

interface World {
  hasDocument: boolean;
  created: number;
  played: string[];
}
const world = vi.hoisted((): World => ({ hasDocument: false, created: 0, played: [] }));
vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      id: 'x',
      getURL: (file: string) => `chrome-extension://x/${file}`,
      sendMessage: ({ name }: { name: string }) => Promise.resolve(void world.played.push(name)),
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
const { playSound } = await import('../../../src/background/effects/sound.ts');

beforeEach(() => void Object.assign(world, { hasDocument: false, created: 0, played: [] }));

it('two sounds at the same moment open one hidden page and both play', async () => {
  await Promise.all([playSound('bell', 50), playSound('pulse', 50)]);
  expect(world).toEqual({ hasDocument: true, created: 1, played: ['bell', 'pulse'] });
});

it('a hidden page that is open is used again', async () => {
  world.hasDocument = true;
  await playSound('bell', 50);
  expect(world).toMatchObject({ created: 0, played: ['bell'] });
});
