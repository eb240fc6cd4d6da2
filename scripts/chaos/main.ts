/**
 * `npm run faults -- [--browser chromium|firefox] [--rings N] [--seed S] [--lanes L] [--only KIND]… [--on-top] [--resume]`
 * plays rings and faults against the built extension in a real browser; see docs/testing.md. With `--on-top`
 * the card on top of all windows is open during every ring, and no other surface shows one.
 * It prints a table and saves it in dist/faults. It exits with an error if a ring was lost, something was
 * shown twice or a ghost was seen.
 */
import { startDesktop } from '../browsers/desktop.ts';
import { type Asked, readArguments } from './arguments.ts';
import { copyBuild } from './build-copy.ts';
import { FAULT_KINDS, type FaultKind, KINDS } from './fault-types.ts';
import { enterOwnNetwork } from './network.ts';
import { failuresOf, type Run } from './result.ts';
import { isClean, playRun } from './run.ts';
import { planDay, type Scene } from './schedule.ts';
import { loadRun, saveRun } from './store.ts';
import { reportOf } from './table.ts';

const asked = readArguments(process.argv.slice(2), () => 1 + Math.floor(Math.random() * 999_999));
const network = await enterOwnNetwork();
const begun = asked.resume
  ? await loadRun(asked.browser)
  : fresh(asked, 'why' in network ? network.why : null);

let stopping = false;
process.once('SIGINT', () => {
  stopping = true;
  console.log('Finishing this scene; go on with --resume. Ctrl-C once more ends at once.');
  process.once('SIGINT', () => process.exit(130));
});

const build = await copyBuild(begun.browser);

const scenes = planDay(begun.wish);
console.log(
  `${begun.browser}, seed ${String(begun.wish.seed)}: ${String(begun.wish.rings)} rings in ${String(scenes.length)} scenes${asked.resume ? `, ${String(begun.scenes.length)} of them played` : ''}.`,
);
// Only a desktop keeps a window on top.
const desktop = begun.wish.onTop === true ? await startDesktop() : null;
const done = await playRun(begun, {
  browser: begun.browser,
  lanes: asked.lanes,
  extensionDir: build.dir,
  cable: 'cable' in network ? network.cable : null,
  keep: (run) => saveRun(run, reportOf(run, commandOf(run))),
  progress,
  stopped: () => stopping,
});
await desktop?.close();
await build.remove();
console.log(reportOf(done, commandOf(done)));
process.exit(isClean(done) && done.scenes.length === scenes.length ? 0 : 1);

/**
 * Returns a run without results. Leaves out the kinds that this machine cannot do, and records them as
 * skipped.
 */
function fresh({ browser, seed, rings, only, onTop }: Asked, noNetwork: string | null): Run {
  const impossible: Partial<Record<FaultKind, string>> = {
    ...(noNetwork === null ? {} : { offline: noNetwork }),
    ...(onTop ? { 'killed-without-page': 'the card on top is a page' } : {}),
  };
  const wanted = only ?? FAULT_KINDS;
  const skipped = Object.fromEntries(
    wanted.flatMap((kind) => {
      const why = impossible[kind];
      return why === undefined ? [] : [[KINDS[kind].title, why]];
    }),
  );
  const wish = { seed, rings, kinds: wanted.filter((kind) => impossible[kind] === undefined), onTop };
  return { wish, browser, version: browser, elapsedMs: 0, skipped, scenes: [] };
}

function commandOf({ browser, wish }: Run): string {
  const { kinds = FAULT_KINDS, onTop = false } = wish;
  const only = kinds.length < FAULT_KINDS.length - 2 ? kinds.map((kind) => ` --only ${kind}`).join('') : '';
  return `npm run faults -- --browser ${browser} --rings ${String(wish.rings)} --seed ${String(wish.seed)}${only}${onTop ? ' --on-top' : ''}`;
}

function progress(run: Run, scene: Scene): void {
  const failures = run.scenes.flatMap(failuresOf);
  const count = (what: string): string =>
    `${String(failures.filter((failure) => failure.what === what).length)} ${what}`;
  const rings = run.scenes.reduce((sum, { verdicts }) => sum + verdicts.length, 0);
  const clock = new Date(run.elapsedMs).toISOString().slice(11, 19);
  const news = failures.at(-1);
  console.log(
    `${clock} scene ${String(scene.number)}/${String(scenes.length)} ${KINDS[scene.kind].title} · ${String(rings)} rings judged · ${['lost', 'duplicate', 'ghost', 'crm', 'trouble'].map(count).join(', ')}${news === undefined ? '' : ` · latest: scene ${String(news.scene)} ${news.what}`}`,
  );
}
