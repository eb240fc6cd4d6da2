/** Events without a ring: each has exactly its own effects. */
import { expect, it } from 'vitest';
import { alertsOf, inEachBrowser } from './support/agent-day.ts';

inEachBrowser((day) => {
  /** A ring that must show. Once it does, the effects of the event before it are complete. */
  async function settle(): Promise<void> {
    const callId = day.pbx.ring({ callerName: 'Marker' });
    await day.panel.find('article', 'Marker 050-123-4567');
    day.pbx.answeredElsewhere({ callId });
    await day.panel.click('button', 'Hide', { within: { role: 'article', name: 'Marker 050-123-4567' } });
    await day.panel.waitForGone('article', 'Marker 050-123-4567');
  }

  it('a queue call joined while talking has a card and one notification', async () => {
    const callId = day.pbx.joinedCall({ callerNumber: '0541234567' });
    await day.panel.waitForText('article', /In a call/);
    expect(await alertsOf(day)).toEqual([`call:${callId}`]);
  });

  it('a transfer that arrives talking has one card, one notification and one history row', async () => {
    day.pbx.transfer({ callerName: 'Handed Over' });
    await day.panel.waitForText('article', /In a call/);
    expect(await alertsOf(day)).toHaveLength(1);
    await day.panel.waitForCount('article', 1);
    day.pbx.hangUp();
    await day.panel.waitForText('listitem', /Handed Over.*Answered/s, {
      within: { role: 'list', name: 'Recent calls' },
    });
    expect(
      (await day.panel.all('listitem')).filter(({ text }) => /Handed Over|Lois Lane/.test(text)),
    ).toHaveLength(1);
  });

  it.each(['ANSWER', 'HOLD', 'UNHOLD'] as const)(
    'a call first seen by %s has a card but no alert',
    async (reason) => {
      day.pbx.ring({
        callerName: 'Midway',
        phase: ({ ANSWER: 'Ringing', HOLD: 'Talking', UNHOLD: 'Hold' } as const)[reason],
        silent: true,
      });
      ({ ANSWER: () => day.pbx.answer(), HOLD: () => day.pbx.hold(), UNHOLD: () => day.pbx.unhold() })[
        reason
      ]();
      await day.panel.waitForText('article', reason === 'HOLD' ? /On hold/ : /In a call/);
      expect(await alertsOf(day)).toEqual([]);
      expect((await day.browser.windows()).filter(({ type }) => type === 'popup')).toEqual([]);
    },
  );

  it('a call first seen by HANGUP is in the history only', async () => {
    day.pbx.ring({ callerName: 'Only The End', phase: 'Talking', silent: true });
    day.pbx.hangUp();
    await day.panel.waitForText('listitem', /Only The End/, {
      within: { role: 'list', name: 'Recent calls' },
    });
    expect(await alertsOf(day)).toEqual([]);
    expect(await day.panel.all('article')).toEqual([]);
  });

  it.each([
    ['an outgoing call', () => day.pbx.dial()],
    ['spying', () => day.pbx.spy()],
    ['the first leg of Click2Call', () => day.pbx.click2Call()],
  ])('%s has no card and no alert, but the badge says "in a call"', async (_, begin) => {
    begin();
    await expect.poll(() => day.browser.badge()).toMatchObject({ title: 'Ringside: in a call' });
    expect(await alertsOf(day)).toEqual([]);
    expect(await day.panel.all('article')).toEqual([]);
  });

  it('a status change ends no call', async () => {
    day.pbx.ring({ callerName: 'Still Here' });
    await day.panel.find('article', 'Still Here 050-123-4567');
    day.pbx.setStatus({ status: 3 });
    await settle();
    await day.panel.find('article', 'Still Here 050-123-4567');
  });

  it('invalid messages on the wire do no harm', async () => {
    for (const garbage of [
      null,
      'text',
      7,
      [],
      {},
      { data: null },
      { data: { extenUser: 'SIPSIP1', currentCall: { ivrid: {} } }, reason: 'NEWCALL' },
      { reason: '__proto__', data: {} },
    ]) {
      day.pbx.emit('ExtensionEvent', garbage);
      day.pbx.emit('AllExtensionsStatus', garbage);
      day.pbx.emit('loginStatus', garbage);
    }
    await settle();
  });
});
