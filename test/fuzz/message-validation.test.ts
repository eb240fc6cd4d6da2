/**
 * The worker accepts messages only from its own pages, and only commands that cannot harm the state or the
 * settings.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reduce } from '../../src/domain/calls/reducer.ts';
import { type Command, readCommand } from '../../src/platform/messaging/command.ts';
import { NO_LIMITS } from '../../src/domain/common/limits.ts';
import { pickValid, limitsAmong, readSettings } from '../../src/domain/settings/read-settings.ts';
import { SETTING_NAMES, table } from '../../src/domain/settings/settings.ts';
import { CASES, FUZZ_TIMEOUT_MS } from '../support/fuzz-runs.ts';
import { hostileText, hostileValue, RESERVED, spoilt } from '../support/malicious-values.ts';
import { AGENT_START, call, eventOf, line } from '../support/event-builders.ts';
import { initialState } from '../../src/domain/calls/state.ts';

const own = { id: 'ringside-id', root: 'chrome-extension://ringside-id/' };
const ourPage = { id: own.id, url: `${own.root}panel.html` };
const sender = fc.oneof(
  { weight: 9, arbitrary: fc.constant(ourPage) },
  {
    weight: 1,
    arbitrary: fc.record({
      id: fc.oneof(fc.constantFrom(own.id, 'another', undefined), hostileText),
      url: fc.oneof(
        fc.constantFrom(
          ourPage.url,
          'https://evil.example/',
          'chrome-extension://ringside-id.evil/panel.html',
          'chrome-extension://another/panel.html',
          undefined,
        ),
        hostileText,
      ),
    }),
  },
);
const place = { left: 0, top: 0, width: 400, height: 300 };
const COMMANDS: readonly Command[] = [
  { type: 'open-crm', callId: 'call-1', click: 'a', link: 'b' },
  { type: 'dismiss', callId: 'call-1' },
  { type: 'mute', callId: 'call-1' },
  { type: 'pin', callId: 'call-1', pinned: true },
  { type: 'place-window', place },
  { type: 'save-settings', changes: { crmLink: 'https://crm.example.com/{phone}', sound: true } },
  { type: 'missed-read' },
  { type: 'mark-callback', callId: 'call-1', isDone: true },
  { type: 'sign-out' },
];
const oneIdSpoilt = fc
  .tuple(fc.constantFrom(...COMMANDS), hostileText)
  .map(([command, callId]) => ('callId' in command ? { ...command, callId } : command));
const changes = fc.dictionary(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...SETTING_NAMES) },
    { weight: 1, arbitrary: hostileText },
  ),
  hostileValue,
  { maxKeys: 5 },
);
const message = fc.oneof(
  { weight: 4, arbitrary: spoilt(COMMANDS) },
  { weight: 1, arbitrary: oneIdSpoilt },
  { weight: 1, arbitrary: changes.map((told) => ({ type: 'save-settings', changes: told })) },
);

const ringing = reduce(initialState, eventOf(line('NEWCALL', call())));
const defaults = readSettings({}, {});
const reserved: readonly string[] = RESERVED;

function obey(command: Command): void {
  if (command.type === 'dismiss' || command.type === 'mute')
    check(reduce(ringing, { kind: command.type === 'mute' ? 'muted' : 'dismissed', callId: command.callId }));
  if (command.type === 'pin')
    check(
      reduce(ringing, { kind: 'pinned', callId: command.callId, pinned: command.pinned, at: AGENT_START }),
    );
  if (command.type !== 'save-settings') return;
  const fit = pickValid(command.changes);
  // Stored settings are the same when they are read again.
  const read = readSettings(structuredClone(fit), {});
  // The servers that receive two-step tokens are evaluated by the login server in the same settings.
  const limits = limitsAmong({ ...read }, NO_LIMITS);
  for (const name of SETTING_NAMES) {
    const wanted = Object.hasOwn(fit, name) ? fit[name] : defaults[name];
    if (JSON.stringify(read[name]) !== JSON.stringify(wanted) || !table[name].parse(read[name], limits).ok)
      throw new Error(`${name} is ${JSON.stringify(read[name])}`);
  }
  if (Object.keys(fit).some((name) => !Object.hasOwn(table, name)))
    throw new Error('a setting that nobody knows');
}

/** Only the existing call may have changed. */
function check(state: typeof ringing): void {
  if (Object.keys(state.calls).join() !== 'call-1' || Object.getPrototypeOf(state.calls) !== Object.prototype)
    throw new Error(`the state has ${Object.keys(state.calls).join()}`);
}

it(
  `${String(CASES)} hostile messages change only the call or setting that they name`,
  { timeout: FUZZ_TIMEOUT_MS },
  () => {
    let taken = 0;
    fc.assert(
      fc.property(message, sender, (told, from) => {
        const command = readCommand(told, from, own);
        if (command === null) return;
        taken += 1;
        if (from.id !== own.id || from.url?.startsWith(own.root) !== true)
          throw new Error(`heard from ${String(from.url)}`);
        if ('callId' in command && (command.callId.length > 200 || reserved.includes(command.callId)))
          throw new Error(`a call named ${command.callId}`);
        obey(command);
      }),
      { numRuns: CASES },
    );
    expect(taken).toBeGreaterThan(CASES / 10);
    expect(Object.keys(Object.prototype)).toEqual([]);
  },
);
