/** Measures the requested rows that have no results yet. */
import type { BrowserName } from '../find-browsers.mjs';
import { TARGETS } from '../manifest.ts';
import { accountOf } from './account.ts';
import type { Asked } from './arguments.ts';
import { type Setup, type SetupOptions, makeSetup } from './setup.ts';
import { measureContacts } from './rows/contacts.ts';
import { costOf, othersEvents, ownEvents } from './rows/decode.ts';
import { FLOOD_LINES, type Flooded, measureFlood } from './rows/flood.ts';
import { LONG_HISTORY, measureHistory, SHORT_HISTORY } from './rows/history.ts';
import { measureIdle } from './rows/idle.ts';
import { measureImport } from './rows/import.ts';
import { measureLatency } from './rows/latency.ts';
import { measureLoad } from './rows/load.ts';
import { measureRestarts, type Restart } from './rows/restart.ts';
import { keyOf, LEAST_FOR_P99, type Results, type RowName, type Series, type Who } from './series.ts';
import { BUNDLES, sizeOf } from './sizes.ts';
import { withSeries } from './store.ts';

/** Rows without a reported p99 take at most this many samples. */
const FEW = 60;

export interface RunParts {
  readonly asked: Asked;
  readonly keep: (results: Results) => Promise<void>;
  readonly say: (words: string) => void;
}

/** One measurement job. `keys` are the keys of the series that it returns. */
interface Job {
  readonly name: string;
  readonly keys: readonly string[];
  readonly needs: number;
  readonly run: (
    note: (version: string) => void,
  ) => Promise<readonly (readonly [key: string, series: Series])[]>;
}

/** Runs all jobs without results. Rejects with the first failure. The results of earlier jobs are kept. */
export async function runBench(begun: Results, { asked, keep, say }: RunParts): Promise<Results> {
  let results = begun;
  const jobs = asked.browsers.flatMap((browser) =>
    asked.rows.flatMap((row) => jobsOf(browser, row, asked, say)),
  );
  for (const [index, job] of jobs.entries()) {
    if (!asked.again && job.keys.every((key) => isThere(results, key, job.needs))) continue;
    say(`${String(index + 1)}/${String(jobs.length)} ${job.name}`);
    const begunAt = Date.now();
    const browser = asked.browsers.find((name) => job.name.startsWith(name));
    const measured = await job.run((version) => {
      if (browser !== undefined)
        results = { ...results, versions: { ...results.versions, [browser]: version } };
    });
    for (const [key, series] of measured) results = withSeries(results, key, series);
    await keep(results);
    say(`  ${((Date.now() - begunAt) / 1000).toFixed(0)} s`);
  }
  return results;
}

/** Figures only have to exist. Times also need the requested number of samples. */
function isThere({ series }: Results, key: string, needs: number): boolean {
  const found = series[key];
  return found !== undefined && (!('times' in found) || found.times.length >= needs);
}

function jobsOf(browser: BrowserName, row: RowName, asked: Asked, say: (words: string) => void): Job[] {
  const { samples } = asked;
  const few = Math.min(FEW, samples);
  switch (row) {
    case 'panel':
      return (
        [
          ['ours', ''],
          ['x', ''],
          ['x', 'message'],
          ['v', ''],
        ] as const
      ).map(([who, way]) =>
        latencyJob(browser, row, who, way, who === 'v' || way !== '' ? few : samples, say),
      );
    case 'window':
      return [latencyJob(browser, row, 'ours', '', samples, say)];
    case 'on-top':
      return (['ours', 'x'] as const).map((who) =>
        latencyJob(browser, row, who, '', few, say, { desktop: true }),
      );
    case 'created':
    case 'notified':
      return (['ours', 'x'] as const).map((who) => latencyJob(browser, row, who, '', few, say));
    case 'killed':
      return [restartJob(browser, 'ours', true, few, say)];
    case 'cold':
      return [restartJob(browser, 'x', false, few, say)];
    case 'flood':
      return [
        ...FLOOD_LINES.map((lines) => floodJob(browser, 'ours', lines, false, asked, say)),
        floodJob(browser, 'ours', 500, true, asked, say),
        floodJob(browser, 'x', 500, false, asked, say),
      ];
    case 'load':
      return (['ours', 'x'] as const).map((who) => loadJob(browser, who, few, say));
    case 'history':
      return [historyJob(browser, few, say)];
    case 'contacts':
      return [contactsJob(browser, few, say)];
    case 'import':
      return [importJob(browser)];
    case 'idle':
      return [idleJob(browser, asked.minutes)];
    case 'decode':
      return browser === 'chromium' ? [decodeJob(browser)] : [];
    case 'sizes':
      return browser === 'chromium' ? [sizesJob(browser)] : [];
  }
}

async function inBed<T>(
  who: Who,
  browser: BrowserName,
  options: SetupOptions,
  note: (version: string) => void,
  work: (bed: Setup) => Promise<T>,
): Promise<T> {
  const bed = await makeSetup(who, browser, options);
  note(bed.version);
  try {
    return await work(bed);
  } finally {
    await bed.close();
  }
}

function latencyJob(
  browser: BrowserName,
  row: RowName,
  who: Who,
  way: string,
  samples: number,
  say: (words: string) => void,
  options: SetupOptions = {},
): Job {
  const key = keyOf(browser, row, who, way);
  return {
    name: key,
    keys: [key],
    needs: samples,
    run: (note) =>
      inBed(who, browser, options, note, async (bed) => {
        const times: number[] = [];
        await measureLatency(bed, row, samples, way, (ms) => {
          if (times.push(ms) % 50 === 0) say(`  ${String(times.length)} of ${String(samples)}`);
        });
        return [[key, { times }]];
      }),
  };
}

function loadJob(
  browser: BrowserName,
  who: 'ours' | 'x',
  samples: number,
  say: (words: string) => void,
): Job {
  const key = keyOf(browser, 'load', who);
  return {
    name: key,
    keys: [key],
    needs: samples,
    run: (note) =>
      inBed(who, browser, {}, note, async (bed) => {
        const times: number[] = [];
        await measureLoad(bed, samples, (ms) => {
          if (times.push(ms) % 10 === 0) say(`  ${String(times.length)} of ${String(samples)}`);
        });
        return [[key, { times }]];
      }),
  };
}

/** Measures a short and then a long history in one browser. */
function historyJob(browser: BrowserName, samples: number, say: (words: string) => void): Job {
  const [long, short] = [keyOf(browser, 'history', 'ours'), keyOf(browser, 'history', 'ours', 'short')];
  return {
    name: `${browser} history`,
    keys: [long, short],
    needs: samples,
    run: (note) =>
      inBed('ours', browser, {}, note, async (bed) => {
        const [longTimes, shortTimes]: [number[], number[]] = [[], []];
        await measureHistory(bed, SHORT_HISTORY, samples, (ms) => shortTimes.push(ms));
        say(`  ${String(SHORT_HISTORY)} calls: ${String(samples)} of ${String(samples)}`);
        await measureHistory(bed, LONG_HISTORY, samples, (ms) => longTimes.push(ms));
        return [
          [long, { times: longTimes }],
          [short, { times: shortTimes }],
        ];
      }),
  };
}

/** Measures rings with and without contacts in one browser. */
function contactsJob(browser: BrowserName, samples: number, say: (words: string) => void): Job {
  const [filled, without, named, lookedUp] = ['', 'without', 'named', 'looked up'].map((way) =>
    keyOf(browser, 'contacts', 'ours', way),
  ) as [string, string, string, string];
  return {
    name: `${browser} contacts`,
    keys: [filled, without, named, lookedUp],
    needs: samples,
    run: (note) =>
      inBed('ours', browser, {}, note, async (bed) => {
        let rung = 0;
        const times = await measureContacts(bed, samples, () => {
          if ((rung += 1) % 20 === 0) say(`  ${String(rung)} of ${String(2 * samples)}`);
        });
        return [
          [filled, { times: times.withContacts }],
          [without, { times: times.withoutContacts }],
          [named, { times: times.named }],
          [lookedUp, { times: times.lookedUp }],
        ];
      }),
  };
}

function importJob(browser: BrowserName): Job {
  const key = keyOf(browser, 'import', 'ours');
  return {
    name: key,
    keys: [key],
    needs: 0,
    run: (note) =>
      inBed('ours', browser, {}, note, async (bed) => [[key, { figures: await measureImport(bed) }]]),
  };
}

/** One restart of Ringside serves both rows, because the ring is stored before its window opens. */
function restartJob(
  browser: BrowserName,
  who: 'ours' | 'x',
  opensWindow: boolean,
  samples: number,
  say: (words: string) => void,
): Job {
  const [cold, opened, killed] = [
    keyOf(browser, 'cold', who),
    keyOf(browser, 'cold', who, 'opened'),
    keyOf(browser, 'killed', who),
  ];
  return {
    name: `${browser} restart ${who}`,
    keys: [cold, opened, ...(opensWindow ? [killed] : [])],
    needs: samples,
    run: (note) =>
      inBed(who, browser, {}, note, async (bed) => {
        const restarts: Restart[] = [];
        await measureRestarts(bed, samples, opensWindow, (restart) => {
          if (restarts.push(restart) % 20 === 0) say(`  ${String(restarts.length)} of ${String(samples)}`);
        });
        const times = (part: keyof Restart): Series => ({ times: restarts.map((restart) => restart[part]) });
        return [
          [cold, times('applied')],
          [opened, times('opened')],
          ...(opensWindow ? [[killed, times('shown')] as const] : []),
        ];
      }),
  };
}

/**
 * One ring of the agent, including its end and the removal of its card, causes at most this many writes of
 * the engine's item.
 */
const WRITES_A_RING = 8;
/** Writes of stored items that no ring of the agent caused. */
const foreignWrites = ({ keys, shownMs }: Flooded): number =>
  (keys.directory ?? 0) + Math.max(0, (keys.engine ?? 0) - WRITES_A_RING * shownMs.length);

function floodJob(
  browser: BrowserName,
  who: 'ours' | 'x',
  lines: number,
  queues: boolean,
  { samples, seconds }: Asked,
  say: (words: string) => void,
): Job {
  const key = keyOf(browser, 'flood', who, `${String(lines)}${queues ? ' and queues' : ''}`);
  // A flood contains two rings of the agent a second. A flood with queues is reported without a p99.
  const rounds = queues
    ? 1
    : Math.max(1, Math.ceil(Math.min(samples, LEAST_FOR_P99) / Math.max(1, seconds * 2)));
  return {
    name: key,
    keys: [key],
    needs: 0,
    run: (note) =>
      inBed(who, browser, { lines: accountOf(lines), login: 'account' }, note, async (bed) => {
        if (who === 'x') await bed.post.call('runtime.sendMessage', { way: 'storage' });
        await bed.post.call('windows.create', { url: who === 'ours' ? 'desk.html' : 'x-page.html' });
        // Warm-up, because what the first flood allocates stays allocated.
        await measureFlood(bed, lines, Math.min(10, seconds), queues);
        const floods: Flooded[] = [];
        for (let round = 0; round < rounds; round++) {
          floods.push(await measureFlood(bed, lines, seconds, queues));
          say(`  flood ${String(round + 1)} of ${String(rounds)}`);
        }
        const total = (of: (flood: Flooded) => number): number =>
          floods.reduce((sum, flood) => sum + of(flood), 0);
        const [first, last] = [floods[0], floods.at(-1)];
        const heap =
          typeof first?.heapBefore === 'number' && typeof last?.heapAfter === 'number'
            ? {
                heapBefore: first.heapBefore,
                heapAfter: last.heapAfter,
                heapGrowth: last.heapAfter - first.heapBefore,
              }
            : {};
        const figures = {
          cpuPerEvent: (total(({ cpuMs }) => cpuMs) * 1000) / total(({ events }) => events),
          ...heap,
          memoryBefore: first?.memoryBefore ?? 0,
          memoryAfter: last?.memoryAfter ?? 0,
          writesPerSecond:
            total(({ writes }) => Object.values(writes).reduce((sum, times) => sum + times, 0)) /
            (seconds * rounds),
          foreignWrites: total(foreignWrites),
          ringsSent: total(({ shownMs }) => shownMs.length),
          ...Object.fromEntries(
            Object.entries(last?.keys ?? {}).map(([item, times]) => [`writes of ${item}`, times]),
          ),
        };
        return [
          [key, { figures }],
          [`${key} shown`, { times: floods.flatMap(({ shownMs }) => shownMs) }],
        ];
      }),
  };
}

const IDLERS = [
  ['ours', 'worker'],
  ['x', 'worker'],
  ['ours', 'page'],
  ['x', 'page'],
  ['v', 'page'],
] as const;

/** Runs all idle subjects at the same time, because idle browsers do not disturb each other. */
function idleJob(browser: BrowserName, minutes: number): Job {
  const keyOfIdler = ([who, page]: (typeof IDLERS)[number]): string => keyOf(browser, 'idle', who, page);
  return {
    name: `${browser} idle, ${String(minutes)} min`,
    keys: IDLERS.map(keyOfIdler),
    needs: 0,
    async run(note) {
      const beds: Setup[] = [];
      try {
        for (const [who] of IDLERS) beds.push(await makeSetup(who, browser));
        note(beds[0]?.version ?? browser);
        return await Promise.all(
          IDLERS.map(async (idler, at) => {
            const bed = beds[at];
            if (bed === undefined) throw new Error(`there is no bed for ${keyOfIdler(idler)}`);
            return [
              keyOfIdler(idler),
              { figures: await measureIdle(bed, minutes, idler[1] === 'page') },
            ] as const;
          }),
        );
      } finally {
        await Promise.all(beds.map((bed) => bed.close()));
      }
    },
  };
}

function decodeJob(browser: BrowserName): Job {
  const keyOfLines = (lines: number): string => keyOf(browser, 'decode', 'ours', String(lines));
  return {
    name: 'decode and reduce',
    keys: FLOOD_LINES.map(keyOfLines),
    needs: 0,
    run: () =>
      Promise.resolve(
        FLOOD_LINES.map(
          (lines) =>
            [
              keyOfLines(lines),
              { figures: { others: costOf(lines, othersEvents(lines)), own: costOf(lines, ownEvents()) } },
            ] as const,
        ),
      ),
  };
}

function sizesJob(browser: BrowserName): Job {
  const keyOfBundle = (bundle: string): string => keyOf(browser, 'sizes', 'ours', bundle);
  return {
    name: 'sizes',
    keys: BUNDLES.map(keyOfBundle),
    needs: 0,
    run: () =>
      Promise.all(
        BUNDLES.map(
          async (bundle) => [keyOfBundle(bundle), { figures: await sizeOf(TARGETS[0], bundle) }] as const,
        ),
      ),
  };
}
