/**
 * The diagnostics report as a text to send. It contains nothing that came from outside, except numbers and
 * words of a known list. Pure.
 */
import type { Finding, SystemFacts } from './facts.ts';
import type { ConnectionStatus } from '../account/connection-status.ts';
import type { LogLine } from '../common/log-buffer.ts';
import { msg, type Text, raw } from '../common/messages.ts';
import { OPENINGS } from '../rules/rules.ts';
import { isRegion } from '../common/phone-number.ts';
import { SETTING_NAMES, type Settings } from '../settings/settings.ts';
import { SOUNDS } from '../rules/sounds.ts';
import { knownWords } from './report-allowlist.ts';
import type { Millis } from '../common/types.ts';
import { LOOKUP_METHODS, LOGIN_TYPES, LANGUAGES } from '../settings/choices.ts';

/** Everything that the report contains. */
export interface ReportFacts {
  readonly at: Millis;
  /** Version of the extension. */
  readonly version: string;
  readonly system: SystemFacts;
  readonly status: ConnectionStatus;
  readonly findings: readonly Finding[];
  readonly settings: Settings;
  readonly log: readonly LogLine[];
}

/** Returns the report as text. `t` translates a text. English is best, because the helper reads it. */
export function reportText(
  { at, version, system, status, findings, settings, log }: ReportFacts,
  t: (text: Text) => string,
): string {
  const sentence = (text: Text, why: Finding['why']): string =>
    t(masked(text, why === null ? null : t(msg(why))));
  const browser = `${system.browser} ${versionIn(system.version)}`;
  const doText = (remedy: Text | null): string => (remedy === null ? '' : ` → ${sentence(remedy, null)}`);
  return [
    `Ringside ${versionIn(version)}, ${browser}, ${system.os ?? 'unknown system'}`,
    time(at),
    `Connection: ${status.word}`,
    '',
    'Findings',
    ...findings.map(
      ({ check, state, found, why, remedy }) =>
        `[${state}] ${check}: ${sentence(found, why)}${doText(remedy)}`,
    ),
    '',
    'Settings',
    ...SETTING_NAMES.map((name) => `${name}: ${safeValue(settings[name])}`),
    '',
    `Log, ${String(log.length)} lines`,
    ...log.map(lineText),
    '',
  ].join('\n');
}

/** Replaces texts that came from outside by the name of their place. Numbers are our own and stay. */
function masked(text: Text, why: string | null): Text {
  if ('raw' in text) return raw('<text>');
  if ('counted' in text) return text;
  const params = Object.entries(text.params ?? {}).map(
    ([name, value]) => [name, typeof value === 'number' ? value : `<${name}>`] as const,
  );
  return msg(text.key, { ...Object.fromEntries(params), ...(why === null ? {} : { why }) });
}

const CHOICES: ReadonlySet<string> = new Set([
  ...LOGIN_TYPES,
  ...OPENINGS,
  ...LOOKUP_METHODS,
  ...SOUNDS,
  ...LANGUAGES,
]);

/** Returns flags, numbers and choices as they are. For any other value, returns only whether it is set. */
function safeValue(value: unknown): string {
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `${String(value.length)} entries`;
  if (typeof value === 'string' && (CHOICES.has(value) || isRegion(value))) return value;
  return value === null || value === '' ? 'not set' : 'set';
}

function lineText({ at, level, event, facts }: LogLine): string {
  const told = Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(
      ([name, value]) =>
        `${knownWords(name)}=${typeof value === 'string' ? knownWords(value) : String(value)}`,
    );
  return [time(at), level, knownWords(event), ...told].join(' ');
}

const time = (at: Millis): string =>
  Number.isFinite(at) && Math.abs(at) < 8e15 ? new Date(at).toISOString() : '?';

/** Allows only numbers and dots. */
const versionIn = (text: string): string => /^\d{1,5}(?:\.\d{1,6}){0,3}$/.exec(text)?.[0] ?? '?';
