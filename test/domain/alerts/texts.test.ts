import { describe, expect, it } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { summarize } from '../../../src/domain/calls/call-summary.ts';
import type { ConnectionStatus } from '../../../src/domain/account/connection-status.ts';
import { badge, notificationText } from '../../../src/domain/alerts/texts.ts';
import { readSettings } from '../../../src/domain/settings/settings.ts';
import {
  AGENT_START,
  call,
  hangUp,
  line,
  play,
  snapshot,
  type WireCall,
} from '../../support/event-builders.ts';
import { initialState } from '../../../src/domain/calls/state.ts';
import { callerLines, phaseKey } from '../../../src/domain/calls/labels.ts';

const settings = readSettings({}, {});
const online: ConnectionStatus = { word: 'online', host: 'monitor1', since: 0 };
const summaryOf = (different: WireCall, callState = initialState) => {
  const after = play([line('NEWCALL', call(different))], callState);
  const known = after.calls['call-1'];
  if (known === undefined) throw new Error('no call');
  return summarize(after, known);
};

describe('the badge shows the first that holds', () => {
  const ringing = [line('NEWCALL', call())];
  const inCall = [line('NEWCALL', call({ ivrid: 'x', direction: 'Outgoing', callstatus: 'Dialing' }))];
  const missed = [line('NEWCALL', call({ ivrid: 'm' })), hangUp(call({ ivrid: 'm' }))];
  /** The state an hour after the first story, when it is decided who was missed, and after the second. */
  const after = (past: readonly object[], present: readonly object[] = []) =>
    play(present, reduce(play(past), { kind: 'tick', at: AGENT_START + 3_600_000 }));
  const waiting: ConnectionStatus = {
    word: 'waiting',
    problem: { kind: 'offline' },
    retryAt: 0,
    signedIn: true,
  };
  it.each<[string, ConnectionStatus, object[], object[]?]>([
    ['signed-out', { word: 'off' }, ringing],
    ['trouble', waiting, ringing],
    ['trouble', { word: 'refused', problem: { kind: 'refused', host: 'x', login: 'user' } }, []],
    ['ringing', online, missed, [...inCall, ...ringing]],
    ['in-call', online, missed, inCall],
    ['missed', { word: 'connecting', signedIn: true }, missed],
    ['online', online, [], missed],
    ['connecting', { word: 'connecting', signedIn: true }, []],
    ['online', online, [snapshot()]],
  ])('%s', (state, status, past, present) => {
    expect(badge(after(past, present), status).state).toBe(state);
  });

  it('counts missed calls, and no further than two digits', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => hangUp(call({ ivrid: `c${String(index)}` })));
    expect(badge(after(missed), online).text).toEqual({ raw: '1' });
    expect(badge(after(hundred), online).text).toEqual({ raw: '99+' });
  });
});

describe('who calls', () => {
  const queue = play([snapshot()]);
  const named = { ...queue, queues: { '555': 'תמיכה' } };

  it('name and number, as people write it', () => {
    expect(callerLines(summaryOf({}), 'IL')).toEqual({
      name: { raw: 'Clark Kent' },
      number: '050-123-4567',
    });
  });

  it('a queue’s label and a number told twice are no names', () => {
    expect(callerLines(summaryOf({ callername: 'תמיכה', queueID: 555 }, named), 'IL')).toEqual({
      name: null,
      number: '050-123-4567',
    });
    expect(callerLines(summaryOf({ callername: '050-1234567' }), 'IL')).toEqual({
      name: null,
      number: '050-123-4567',
    });
    expect(callerLines(summaryOf({ callername: 'ישראל ישראלי', queueID: 555 }, named), 'IL').name).toEqual({
      raw: 'ישראל ישראלי',
    });
  });

  it('a name that turns the writing direction around is shown as what it is', () => {
    const turned = summaryOf(
      { callername: '\u202eDana Levi\u202c', queueID: 555 },
      reduce(named, {
        kind: 'queues',
        queues: [{ queueId: '555', name: '\u202eSales', waiting: [] }],
        whole: false,
        at: AGENT_START,
      }),
    );
    expect(callerLines(turned, 'IL').name).toEqual({ raw: 'Dana Levi' });
    expect(notificationText(turned, 'ringing', settings)).toMatchObject({
      title: { raw: 'Dana Levi' },
      lines: [{}, {}, { params: { queue: 'Sales' } }],
    });
  });

  it('a hidden number is said so', () => {
    expect(callerLines(summaryOf({ callerphone: 'Anonymous', callername: '' }), 'IL')).toEqual({
      name: { key: 'caller.hidden' },
      number: null,
    });
  });

  it('the notification tells who, which number was called, by which queue, and what happens', () => {
    expect(
      notificationText(summaryOf({ callername: 'ישראל ישראלי', queueID: 555 }, named), 'ringing', settings),
    ).toEqual({
      title: { raw: 'ישראל ישראלי' },
      lines: [
        { raw: '050-123-4567' },
        { key: 'card.dialed', params: { number: '072-277-6772' } },
        { key: 'card.queue', params: { queue: 'תמיכה' } },
      ],
      context: { key: 'phase.ringing' },
      buttons: [{ key: 'card.setUpCrm' }, { key: 'card.dismiss' }],
    });
  });

  it.each([
    ['', {}, ['card.setUpCrm', 'card.dismiss']],
    ['https://crm.example.com/{phone}', {}, ['card.openCrm', 'card.dismiss']],
    ['https://crm.example.com/{phone}', { callerphone: 'Anonymous' }, ['card.dismiss']],
    ['https://crm.example.com/{label}', { callername: '../admin' }, ['card.dismiss']],
  ])('its buttons with the template "%s" for %j', (crmLink, caller, keys) => {
    expect(notificationText(summaryOf(caller), 'ringing', { ...settings, crmLink }).buttons).toEqual(
      keys.map((key) => ({ key })),
    );
  });

  it('the title is never empty', () => {
    expect(notificationText(summaryOf({ callername: '' }), 'ringing', settings).title).toEqual({
      raw: '050-123-4567',
    });
    expect(
      notificationText(summaryOf({ callerphone: '', callername: '' }), 'ringing', settings).title,
    ).toEqual({ key: 'caller.hidden' });
  });

  it('an ended call says how it ended', () => {
    expect(phaseKey('ended', 'answered-elsewhere')).toBe('outcome.answered-elsewhere');
    expect(phaseKey('held', null)).toBe('phase.held');
  });
});
