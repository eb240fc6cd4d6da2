/** The context of a failed test: a few lines for the report, and everything in dist/test-failures. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { WireMessage } from '../../../scripts/simulator/sockets.ts';
import type { LogLine } from '../../../src/domain/common/log-buffer.ts';
import type { AgentBrowser } from '../../../scripts/browsers/agent-browser.ts';
import type { AgentPage } from '../../../scripts/browsers/agent-page.ts';
import { tracedSteps } from '../../../scripts/browsers/trace.ts';
import { withTimeout } from '../../../src/platform/async/timeout.ts';
import type { Simulator } from '../../../scripts/simulator/simulator.ts';

const FOLDER = 'dist/test-failures';
/** A browser that hangs must not delay the report of its own failure. */
const LOOK_MS = 5_000;
/** Lines of each part in the report. With the error itself they are at most 40. */
const LINES = { steps: 3, page: 4, log: 4, wire: 14 } as const;

const browsers = new Set<AgentBrowser>();
const simulators = new Set<Simulator>();

/** Includes this browser in the context of failed tests until it is closed. */
export function watchBrowser(browser: AgentBrowser): AgentBrowser {
  browsers.add(browser);
  return { ...browser, close: () => browser.close().finally(() => browsers.delete(browser)) };
}

/** Includes this simulator's sent and received messages in the context of failed tests until it is closed. */
export function watchSimulator(simulator: Simulator): Simulator {
  simulators.add(simulator);
  return { ...simulator, close: () => simulator.close().finally(() => simulators.delete(simulator)) };
}

/** Collects the context, writes pictures and the whole trace, and resolves to the lines for the report. */
export async function failureContext(testName: string): Promise<string[]> {
  const folder = path.join(FOLDER, testName.replace(/[^\p{L}\d]+/gu, '-').slice(0, 120));
  await mkdir(folder, { recursive: true });
  const steps = tracedSteps();
  const pages = (await Promise.all([...browsers].map((browser) => pagesOf(browser, folder)))).flat();
  const log = (await Promise.all([...browsers].map(logOf))).flat();
  const wire = [...simulators].flatMap((simulator) => simulator.lastMessages().map(wireLine));
  const whole = [
    ['steps', steps],
    ['pages', pages],
    ['log', log],
    ['wire', wire],
  ] as const;
  await writeFile(
    path.join(folder, 'trace.txt'),
    whole.map(([title, lines]) => `${title}:\n${lines.join('\n')}\n`).join('\n'),
  );
  return [
    ...tail('steps', steps, LINES.steps),
    ...pages.slice(0, LINES.page),
    ...tail('log', log, LINES.log),
    ...tail('wire', wire, LINES.wire),
    `all of it and pictures: ${folder}`,
  ];
}

const tail = (title: string, lines: readonly string[], most: number): string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.slice(-most).map((line) => `  ${line}`)];

async function pagesOf(browser: AgentBrowser, folder: string): Promise<string[]> {
  const pages = await withTimeout(browser.extensionPages(), LOOK_MS).catch(() => []);
  return Promise.all(
    pages.map((page, at) => pageLine(page, path.join(folder, `${browser.name}-${String(at)}`))),
  );
}

async function pageLine(page: AgentPage, picture: string): Promise<string> {
  try {
    const url = await withTimeout(page.url(), LOOK_MS);
    const text = String(
      await withTimeout(page.puppeteer.evaluate('document.body.innerText'), LOOK_MS),
    ).replace(/\s+/g, ' ');
    await withTimeout(page.screenshot(`${picture}.png`), LOOK_MS).catch(() => undefined);
    return `page ${new URL(url).pathname}: ${text}`;
  } catch (reason) {
    return `page: ${String(reason).split('\n')[0] ?? ''}`;
  }
}

async function logOf(browser: AgentBrowser): Promise<string[]> {
  try {
    const { log = [] } = (await withTimeout(browser.storage('session'), LOOK_MS)) as {
      log?: readonly LogLine[];
    };
    return log.map(
      ({ at, level, event, facts }) =>
        `${new Date(at).toISOString().slice(11, 23)} ${level} ${event} ${JSON.stringify(facts)}`,
    );
  } catch (reason) {
    return [`not to be had: ${String(reason).split('\n')[0] ?? ''}`];
  }
}

const wireLine = ({ at, from, name, payload }: WireMessage): string =>
  `${new Date(at).toISOString().slice(11, 23)} ${from === 'server' ? '→' : '←'} ${name} ${gist(payload)}`;

/** The parts that identify an event: reason, call and phase. */
function gist(payload: unknown): string {
  const text = JSON.stringify(payload) as string | undefined;
  const [reason, call, status] = ['reason', 'ivrid', 'callstatus'].map(
    (name) => new RegExp(`"${name}":"([^"]*)"`).exec(text ?? '')?.[1],
  );
  return [reason, call, status].filter((each) => each !== undefined).join(' ') || (text ?? '').slice(0, 80);
}
