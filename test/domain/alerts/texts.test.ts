import { describe, expect, it, vi } from 'vitest';
import { reduce } from '../../../src/domain/calls/reducer.ts';
import { summarize } from '../../../src/domain/callers/summarize.ts';
import type { ConnectionStatus } from '../../../src/domain/account/connection-status.ts';
import { badge, notificationText } from '../../../src/domain/alerts/texts.ts';
import { readSettings } from '../../../src/domain/settings/read-settings.ts';
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
import english from '../../../src/locales/en.json' with { type: 'json' };
import hebrew from '../../../src/locales/he.json' with { type: 'json' };
import { createTranslator } from '../../../src/platform/i18n.ts';

// The catalogues come from files, so the browser is not needed.
vi.mock('webextension-polyfill', () => ({ default: {} }));

const settings = readSettings({}, {});
const online: ConnectionStatus = { word: 'online', host: 'monitor1', since: 0 };
const summaryOf = (different: WireCall, callState = initialState) => {
  const after = play([line('NEWCALL', call(different))], callState);
  const known = after.calls['call-1'];
  if (known === undefined) throw new Error('no call');
  return summarize(after, known, 'IL');
};

describe('the badge', () => {
  const ringing = [line('NEWCALL', call())];
  const inCall = [line('NEWCALL', call({ ivrid: 'x', direction: 'Outgoing', callstatus: 'Dialing' }))];
  const missed = [line('NEWCALL', call({ ivrid: 'm' })), hangUp(call({ ivrid: 'm' }))];
  /**
   * The state after the first story, an hour later when the missed calls are decided, and then the second.
   */
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
  ])('shows %s as the first state that applies', (state, status, past, present) => {
    expect(badge(after(past, present), status).state).toBe(state);
  });

  it('counts missed calls up to two digits', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => hangUp(call({ ivrid: `c${String(index)}` })));
    expect(badge(after(missed), online).text).toEqual({ raw: '1' });
    expect(badge(after(hundred), online).text).toEqual({ raw: '99+' });
  });
});

describe('the text of a call', () => {
  const queue = play([snapshot()]);
  const named = { ...queue, queues: { '555': 'תמיכה' } };

  it('has the name and the number as people write it', () => {
    expect(callerLines(summaryOf({}), 'IL')).toEqual({
      name: { raw: 'Clark Kent' },
      number: '050-123-4567',
    });
  });

  it('does not take a queue’s label or a repeated number for a name', () => {
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

  it('shows a name without the characters that reverse the writing direction', () => {
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

  it.each([
    ['972501234567'],
    ['+972-50-123-4567'],
    ['+972 (0)50 123 4567'],
    ['00972501234567'],
    ['050/1234567'],
    ['050\u2011123\u20114567'],
    ['501234567'],
    ['tel:+972501234567'],
    ['sip:0501234567@10.0.0.1'],
    ['"0501234567" <sip:0501234567@10.0.0.1>'],
    ['0501234567 ext. 12'],
    ['\u0660\u0665\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667'],
    ['Private Number'],
    ['מספר חסוי'],
    ['Unknown caller'],
    ['-1'],
  ])('has no name from the label %s', (callername) => {
    expect(callerLines(summaryOf({ callername }), 'IL')).toEqual({ name: null, number: '050-123-4567' });
  });

  it.each([
    ['Moshe <972501234567>', 'Moshe'],
    ['Moshe 0501234567', 'Moshe'],
    ['Station 5', 'Station 5'],
    ['0509999999', '0509999999'],
  ])('has the name that the label %s adds to the number', (callername, name) => {
    expect(callerLines(summaryOf({ callername }), 'IL').name).toEqual({ raw: name });
  });

  it('has the name of a caller outside whose number is unknown', () => {
    const named = { callerphone: 'Moshe Cohen', originalCallerID: '', callername: 'תמיכה' };
    expect(callerLines(summaryOf(named), 'IL')).toEqual({ name: { raw: 'Moshe Cohen' }, number: null });
    expect(callerLines(summaryOf({ ...named, callername: 'Private' }), 'IL').name).toEqual({
      raw: 'Moshe Cohen',
    });
  });

  it('isolates number and name of a notification between Hebrew words', () => {
    const { t } = createTranslator('he', { ...english, ...hebrew });
    const { title, lines } = notificationText(
      summaryOf({ callerphone: '+442079460018', callername: '', did: '+442079460019' }),
      'ringing',
      settings,
    );
    expect(t(title)).toBe('\u2068+44 20 7946 0018\u2069');
    expect(lines.map(t)).toEqual(['אל \u2068+44 20 7946 0019\u2069']);
    const named = notificationText(summaryOf({ callername: 'Dana (2)' }), 'ringing', settings);
    expect([t(named.title), ...named.lines.slice(0, 1).map(t)]).toEqual([
      '\u2068Dana (2)\u2069',
      '\u2068050-123-4567\u2069',
    ]);
  });

  it('says that a number is hidden', () => {
    expect(callerLines(summaryOf({ callerphone: 'Anonymous', callername: '' }), 'IL')).toEqual({
      name: { key: 'caller.hidden' },
      number: null,
    });
  });

  it('in a notification has the caller, the dialed number, the queue and the phase', () => {
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
  ])('has the buttons for the template "%s" and %j', (crmLink, caller, keys) => {
    expect(notificationText(summaryOf(caller), 'ringing', { ...settings, crmLink }).buttons).toEqual(
      keys.map((key) => ({ key })),
    );
  });

  it('always has a title', () => {
    expect(notificationText(summaryOf({ callername: '' }), 'ringing', settings).title).toEqual({
      raw: '050-123-4567',
    });
    expect(
      notificationText(summaryOf({ callerphone: '', callername: '' }), 'ringing', settings).title,
    ).toEqual({ key: 'caller.hidden' });
  });

  it('says how an ended call ended', () => {
    expect(phaseKey('ended', 'answered-elsewhere')).toBe('outcome.answered-elsewhere');
    expect(phaseKey('held', null)).toBe('phase.held');
  });
});
