import { describe, expect, it } from 'vitest';
import {
  type Alert,
  type AlertContext,
  alertFor,
  repeatingSound,
} from '../../../src/domain/alerts/alert-policy.ts';
import { evaluateAlert } from '../../../src/domain/alerts/evaluate.ts';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
import { type Settings } from '../../../src/domain/settings/settings.ts';
import { testCall } from '../../../src/domain/calls/call.ts';
import { isOutside, readWorkHours, type WorkHours } from '../../../src/domain/rules/work-hours.ts';
import {
  AGENT_START,
  around,
  call,
  eventOf,
  hangUp,
  line,
  type WireCall,
} from '../../support/event-builders.ts';
import { ruleWith } from '../../support/rule.ts';
import { type CallState, initialState } from '../../../src/domain/calls/state.ts';

const settings = readSettings({}, {});
const ring = (different: WireCall = {}, data: object = {}): object =>
  line('NEWCALL', call(different), { data });

/** The state after these payloads. Every ring is evaluated as it arrives. */
function judged(payloads: readonly object[], using: Partial<Settings>, where = around()): CallState {
  return payloads.reduce<CallState>(
    (state, payload, index) =>
      evaluateAlert(
        state,
        reduce(state, eventOf(payload, AGENT_START + index * 1000)),
        { ...settings, ...using },
        where,
      ),
    initialState,
  );
}
const quietOf = (state: CallState, callId = 'call-1'): string | null | undefined =>
  state.calls[callId]?.suppressed;

describe('a ring', () => {
  const talking = line('ANSWER', call({ ivrid: 'other', callstatus: 'Talking' }));
  const outgoing = line('NEWCALL', call({ ivrid: 'other', direction: 'Outgoing', callstatus: 'Dialing' }));
  const hours: WorkHours = { days: [0], from: 540, to: 1080 };
  it.each<[string, Partial<Settings>, object[], string | null]>([
    ['by default never', {}, [ring()], null],
    [
      'from a colleague, if so set',
      { quietInternal: true },
      [ring({ isInternal: true, callerphone: 'Lois Lane' })],
      'internal',
    ],
    ['from a colleague, but not from others', { quietInternal: true }, [ring()], null],
    [
      'from a caller outside whose name alone is known, not even then',
      { quietInternal: true, quietHidden: true },
      [ring({ callerphone: 'Moshe Cohen', originalCallerID: '' })],
      null,
    ],
    [
      'from a hidden number in other words, not as from a colleague',
      { quietInternal: true },
      [ring({ callerphone: 'Private Number' })],
      null,
    ],
    [
      'from a number that is hidden in Hebrew words',
      { quietHidden: true },
      [ring({ callerphone: 'מספר חסוי' })],
      'hidden',
    ],
    ['from a hidden number', { quietHidden: true }, [ring({ callerphone: 'Anonymous' })], 'hidden'],
    ['while the agent talks', { quietTalking: true }, [talking, ring()], 'talking'],
    ['while the agent dials', { quietTalking: true }, [outgoing, ring()], 'talking'],
    ['not because of the call itself', { quietTalking: true }, [ring({ callstatus: 'Talking' })], null],
    [
      'in a chosen status of the agent',
      { quietStatuses: [3] },
      [ring({}, { representativeStatus: 3 })],
      'status',
    ],
    ['in a chosen status only', { quietStatuses: [3] }, [ring({}, { representativeStatus: 1 })], null],
    ['outside the working hours', { workHours: hours }, [ring()], 'hours'],
    ['where every surface is off', { notification: false, callWindow: false }, [ring()], 'off'],
  ])('is suppressed %s', (_, using, payloads, reason) => {
    const state = judged(payloads, using);
    expect(quietOf(state)).toBe(reason);
  });

  it('that is suppressed shows on no surface but keeps its card', () => {
    const state = judged([ring({ callerphone: 'Anonymous' })], { quietHidden: true });
    const quiet = state.calls['call-1'];
    expect(quiet?.card).toBe(true);
    expect(quiet && alertFor(quiet, settings, around()).surfaces).toEqual([]);
  });

  it('is evaluated each time it rings, so the next ring may be shown', () => {
    const rings = [ring(), hangUp(call()), ring({ callStarted: 1_800_000_000 })];
    const first = judged(rings.slice(0, 1), { quietStatuses: [1] });
    expect(quietOf(first)).toBe('status');
    const last = rings
      .slice(1)
      .reduce<CallState>(
        (state, payload) =>
          evaluateAlert(state, reduce(state, eventOf(payload, AGENT_START + 60_000)), settings, around()),
        first,
      );
    expect(quietOf(last)).toBe(null);
  });

  it('stays suppressed after "Silence this call" however often it rings; "Hide" hides one ring only', () => {
    const again = eventOf(ring({ callStarted: 1_800_000_000 }), AGENT_START + 20_000);
    const step = (state: CallState, event: Parameters<typeof reduce>[1]): CallState =>
      evaluateAlert(state, reduce(state, event), settings, around());
    const rung = judged([ring()], {});
    const muted = [
      { kind: 'muted', callId: 'call-1' } as const,
      eventOf(hangUp(call()), AGENT_START + 5_000),
      again,
    ].reduce(step, rung);
    expect(muted.calls['call-1']).toMatchObject({ rings: 2, suppressed: 'muted', card: false });
    const dismissed = [
      { kind: 'dismissed', callId: 'call-1' } as const,
      eventOf(hangUp(call()), AGENT_START + 5_000),
      again,
    ].reduce(step, rung);
    expect(dismissed.calls['call-1']).toMatchObject({ rings: 2, suppressed: null, card: true });
  });
});

describe('a ring shows', () => {
  const alertOn = (screen: Partial<AlertContext>, using: Partial<Settings> = {}): Alert => {
    const rung = judged([ring()], using).calls['call-1'];
    if (rung === undefined) throw new Error('no call');
    return alertFor(rung, { ...settings, ...using }, around(screen));
  };
  it.each<[string, Partial<AlertContext>, Partial<Settings>, string[], boolean]>([
    ['on top alone', {}, {}, ['on-top'], false],
    ['with a notification', {}, { notifyOnTop: true }, ['on-top', 'notification'], false],
    ['without one', {}, { notification: false, notifyOnTop: true }, ['on-top'], false],
    ['with its sound', {}, { sound: true }, ['on-top', 'sound'], true],
    ['also in the side panel', { isSidePanelVisible: true }, {}, ['on-top', 'side-panel'], false],
  ])('while the card is on top: %s', (_, screen, using, surfaces, silent) => {
    expect(alertOn({ isOnTop: true, ...screen }, using)).toMatchObject({ surfaces, silent });
  });

  it('on top although every other surface is off', () => {
    const off = { notification: false, callWindow: false };
    const quiet = (isOnTop: boolean) => quietOf(judged([ring()], off, around({ isOnTop })));
    expect([quiet(false), quiet(true)]).toEqual(['off', null]);
  });

  const shown = (using: Partial<Settings>, isSidePanelVisible = false): readonly string[] => {
    const state = judged([ring()], using);
    const rung = state.calls['call-1'];
    return rung === undefined
      ? []
      : alertFor(rung, { ...settings, ...using }, around({ isSidePanelVisible })).surfaces;
  };
  it.each<[string, Partial<Settings>, boolean, string[]]>([
    ['notification and window', {}, false, ['notification', 'window']],
    [
      'a visible side panel is the first, and the window stays away',
      {},
      true,
      ['side-panel', 'notification'],
    ],
    ['the window opens when no side panel is visible', { notification: false }, false, ['window']],
    [
      'the sound has its own switch',
      { notification: false, callWindow: false, sound: true },
      false,
      ['sound'],
    ],
  ])('%s', (_, using, isSidePanelVisible, surfaces) => {
    expect(shown(using, isSidePanelVisible)).toEqual(surfaces);
  });
});

describe('a sound repeats', () => {
  const loud = { sound: true, soundRepeat: true };
  const again = (state: CallState, using: Partial<Settings> = {}): string | undefined =>
    repeatingSound(Object.values(state.calls), { ...settings, ...loud, ...using })?.name;
  const after = (...payloads: object[]): CallState => judged(payloads, loud);
  const other = call({ ivrid: 'other', callstatus: 'Talking' });
  const step = (event: Parameters<typeof reduce>[1]): CallState => reduce(after(ring()), event);

  it.each<[string, CallState, Partial<Settings>, string | undefined]>([
    ['while a call rings', after(ring()), {}, 'bell'],
    [
      'with the sound of a rule',
      judged([ring()], { ...loud, rules: [ruleWith({ sound: 'pulse' })] }),
      {},
      'pulse',
    ],
    [
      'not with a rule without a sound',
      judged([ring()], { ...loud, rules: [ruleWith({ sound: 'none' })] }),
      {},
      undefined,
    ],
    ['not if it plays once', after(ring()), { soundRepeat: false }, undefined],
    ['not if sounds are off', after(ring()), { sound: false }, undefined],
    ['not after the answer', after(ring(), line('ANSWER', call({ callstatus: 'Talking' }))), {}, undefined],
    ['not after the ringing has stopped', after(ring(), hangUp(call())), {}, undefined],
    ['not after an answer elsewhere', after(ring(), hangUp(call(), 'Answered elsewhere')), {}, undefined],
    ['not after "Hide"', step({ kind: 'dismissed', callId: 'call-1' }), {}, undefined],
    ['not after "Mute"', step({ kind: 'muted', callId: 'call-1' }), {}, undefined],
    ['not while the agent is in another call', after(line('ANSWER', other), ring()), {}, undefined],
    [
      'not for a suppressed call',
      judged([ring()], { ...loud, workHours: { days: [], from: 0, to: 1 } }),
      {},
      undefined,
    ],
    [
      'not for a call that the agent places',
      after(line('NEWCALL', call({ direction: 'Outgoing', callstatus: 'Dialing' }))),
      {},
      undefined,
    ],
    [
      'for a second call, after the first has stopped',
      after(ring(), ring({ ivrid: 'second' }), hangUp(call())),
      {},
      'bell',
    ],
  ])('%s', (_, state, using, name) => {
    expect(again(state, using)).toBe(name);
  });
});

describe('a test call', () => {
  const test = (using: Partial<Settings> = {}): CallState => {
    const event = { kind: 'test-call', call: testCall('1', AGENT_START), at: AGENT_START } as const;
    return evaluateAlert(initialState, reduce(initialState, event), { ...settings, ...using }, around());
  };
  it('alerts whatever the settings suppress', () => {
    expect(quietOf(test({ workHours: { days: [], from: 0, to: 1 } }), 'test-1')).toBe(null);
  });

  it('ends by itself, is no missed call, and is not ended by a server list before', () => {
    const listed = reduce(test(), { kind: 'snapshot', lines: [], at: AGENT_START + 1_000 });
    expect(listed.calls['test-1']?.phase).toBe('ringing');
    const over = reduce(listed, { kind: 'tick', at: AGENT_START + 20_000 });
    expect(over.calls['test-1']).toMatchObject({ phase: 'ended', outcome: null });
    expect(over.missed).toEqual([]);
  });
});

describe('working hours', () => {
  const day: WorkHours = { days: [0, 1, 2, 3, 4], from: 540, to: 1080 };
  const night: WorkHours = { days: [4], from: 1320, to: 360 };
  it.each<[string, WorkHours | null, number, number, boolean]>([
    ['none: never outside', null, 6, 0, false],
    ['within', day, 0, 540, false],
    ['before', day, 0, 539, true],
    ['the end is outside', day, 0, 1080, true],
    ['a day off', day, 5, 600, true],
    ['a night begins', night, 4, 1400, false],
    ['a night goes on after midnight', night, 5, 359, false],
    ['a night has ended', night, 5, 360, true],
    ['the morning before a night', night, 4, 100, true],
    ['round the clock on a day', { days: [6], from: 0, to: 0 }, 6, 1439, false],
    ['Saturday night reaches Sunday', { days: [6], from: 1320, to: 360 }, 0, 10, false],
  ])('%s', (_, hours, weekday, minute, outside) => {
    expect(isOutside(hours, { day: weekday, minute })).toBe(outside);
  });

  it.each([
    null,
    'x',
    {},
    { days: [7], from: 0, to: 1 },
    { days: [0], from: -1, to: 1 },
    { days: [0], from: 0, to: 1440 },
    { days: 'all', from: 0, to: 1 },
  ])('are refused when they are %j', (raw) => {
    expect(readWorkHours(raw)).toBeUndefined();
  });
});
