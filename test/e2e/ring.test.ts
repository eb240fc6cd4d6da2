import { expect, it } from 'vitest';
import { alertsOf, inEachBrowser } from './support/agent-day.ts';

/** The numbers of callers who are missed, and wait to be called back. */
const MISSED = ['0521111111', '0532222222', '0543333333'];

inEachBrowser((day) => {
  const card = (name: string) => ({ within: { role: 'article', name } });

  it('a ring shows a card with caller, dialled number and phase, a notification and the badge', async () => {
    day.pbx.ring({ callerName: 'Clark Kent', callerNumber: '0501234567', dialedNumber: '0722776772' });
    const text = await day.panel.text('article', 'Clark Kent 050-123-4567');
    expect(text).toMatch(/Clark Kent/);
    expect(text).toMatch(/050-123-4567/);
    expect(text).toMatch(/072-277-6772/);
    expect(text).toMatch(/Incoming call/);
    expect(await day.browser.waitForNotification()).toBeDefined();
    await expect.poll(() => day.browser.badge()).toMatchObject({ title: 'Ringside: your phone is ringing' });
  });

  it('one click on a ringing call opens the CRM at the caller', async () => {
    day.pbx.ring({ callerName: 'Clark & Sons', callerNumber: '0501234567' });
    await day.panel.click('button', 'Open in CRM', card('Clark & Sons 050-123-4567'));
    const tab = await day.browser.waitForTab('/search');
    expect(tab).toEqual({
      url: `${day.crm}/search?q=0501234567&name=Clark%20%26%20Sons`,
      active: true,
      windowType: 'normal',
    });
    expect(day.pbx.state().calls[0]?.phase).toBe('Ringing');
  });

  it('the card follows answer, hold and hang-up, then disappears like the notification', async () => {
    day.pbx.ring({ callerName: 'Lois Lane', callerNumber: '0521234567' });
    const here = 'Lois Lane 052-123-4567';
    await day.panel.waitForText('article', /Incoming call/);
    day.pbx.answer();
    await day.panel.waitForText('article', /In a call/);
    await expect.poll(() => day.browser.badge()).toMatchObject({ title: 'Ringside: in a call' });
    day.pbx.hold();
    await day.panel.waitForText('article', /On hold/);
    day.pbx.unhold();
    await day.panel.waitForText('article', /In a call/);
    day.pbx.hangUp();
    await day.panel.waitForText('article', /Ended/);
    await day.browser.waitForNoNotification();
    await day.panel.waitForGone('article', here);
    await day.panel.waitForText('listitem', /Lois Lane/, { within: { role: 'list', name: 'Recent calls' } });
  });

  it('a call answered elsewhere is shown as that and does not count as missed', async () => {
    day.pbx.ring({ callerName: 'Jimmy Olsen' });
    await day.panel.find('article', 'Jimmy Olsen 050-123-4567');
    day.pbx.answeredElsewhere();
    await day.panel.waitForText('article', /Answered elsewhere/);
    await expect.poll(() => day.browser.badge()).toEqual({ text: '', title: 'Ringside: online' });
  });

  it('a call on two phones of the line stays until the last one hangs up', async () => {
    day.pbx.twoPhones();
    await day.panel.waitForText('article', /Incoming call/);
    day.pbx.hangUp({ phone: 1 });
    day.pbx.answer({ phone: 2 });
    await day.panel.waitForText('article', /In a call/);
    expect(await alertsOf(day)).toHaveLength(1);
    day.pbx.hangUp();
    await day.panel.waitForText('listitem', /John Doe.*Answered/s, {
      within: { role: 'list', name: 'Recent calls' },
    });
  });

  it('unanswered calls are missed after 15 s, on the badge until the panel is opened', async () => {
    await day.panel.close();
    const rings = MISSED.map((callerNumber) => day.pbx.ring({ callerName: '', callerNumber }));
    await expect.poll(async () => (await day.browser.notifications()).length).toBe(MISSED.length);
    for (const callId of rings) day.pbx.hangUp({ callId });
    await day.browser.waitForNoNotification();
    await expect.poll(() => day.browser.badge()).toEqual({ text: '', title: 'Ringside: online' });
    await expect.poll(() => day.browser.badge()).toEqual({ text: '3', title: 'Ringside: 3 missed calls' });
    Object.assign(day, { panel: await day.browser.openPage('panel.html') });
    await day.panel.waitForText('listitem', /054-333-3333.*Missed/s, {
      within: { role: 'list', name: 'Recent calls' },
    });
    await expect.poll(() => day.browser.badge()).toEqual({ text: '', title: 'Ringside: online' });
  });

  it('a missed call waits until the number is called, answered, or marked as done', async () => {
    const waiting = { within: { role: 'list', name: 'To call back' } } as const;
    const done = { within: { role: 'list', name: 'Done today' } } as const;
    const wait = (count: number): Promise<void> =>
      day.panel.waitForCount('listitem', count, undefined, waiting);
    await day.panel.click('tab', 'To call back');
    await wait(3);

    const placed = day.pbx.dial({ callerNumber: '+972521111111' });
    await wait(2);
    day.pbx.hangUp({ callId: placed });
    await day.panel.waitForText('listitem', /052-111-1111.*called back/s, done);

    const answered = day.pbx.ring({ callerNumber: '0532222222' });
    day.pbx.answer({ callId: answered });
    await wait(1);
    day.pbx.hangUp({ callId: answered });
    await day.panel.waitForText('listitem', /053-222-2222.*answered/s, done);

    await day.panel.click('button', 'Mark as done', waiting);
    await day.panel.waitForText('listitem', /054-333-3333.*marked as done/s, done);
    await day.panel.waitForText('main', /No one to call back/);
    await day.panel.click('button', 'Put back on the list', done);
    await wait(1);
    await day.panel.click('tab', 'Recent');
  });

  it('two calls at once are two cards, the ringing one first', async () => {
    day.pbx.ring({ callerName: 'Clark Kent' });
    await day.panel.find('article', 'Clark Kent 050-123-4567');
    day.pbx.secondCaller();
    await day.panel.waitForCount('article', 2);
    expect((await day.panel.all('article')).map(({ name }) => name)).toEqual([
      'Jane Doe 050-765-4321',
      'Clark Kent 050-123-4567',
    ]);
  });

  it('each event of two live calls changes its own card, whichever call it lists first', async () => {
    const first = day.pbx.ring({ callerName: 'Clark Kent' });
    day.pbx.answer({ callId: first });
    const second = day.pbx.secondCaller();
    await day.panel.waitForCount('article', 2);
    const stands = async () =>
      Object.fromEntries(
        (await day.panel.all('article')).map(({ name, text }) => [
          name,
          /Incoming call|In a call|On hold/.exec(text)?.[0],
        ]),
      );
    expect(await stands()).toEqual({
      'Jane Doe 050-765-4321': 'Incoming call',
      'Clark Kent 050-123-4567': 'In a call',
    });
    day.pbx.hold({ callId: first });
    await expect
      .poll(stands)
      .toEqual({ 'Jane Doe 050-765-4321': 'Incoming call', 'Clark Kent 050-123-4567': 'On hold' });
    day.pbx.answer({ callId: second });
    await expect
      .poll(stands)
      .toEqual({ 'Jane Doe 050-765-4321': 'In a call', 'Clark Kent 050-123-4567': 'On hold' });
  });

  it('a call that rings again alerts again and stays one card and one row', async () => {
    const callId = day.pbx.ring({ callerName: 'Lana Lang' });
    await day.panel.find('article', 'Lana Lang 050-123-4567');
    day.pbx.stopRinging({ callId });
    await day.browser.waitForNoNotification();
    await day.panel.waitForText('article', /Stopped ringing, may ring again/);
    day.pbx.ring({ callId });
    await day.browser.waitForNotification();
    await day.panel.waitForText('article', /Incoming call.*Attempt 2/s);
    await day.panel.waitForCount('article', 1);
    day.pbx.answeredElsewhere({ callId });
    await day.panel.waitForText('listitem', /Lana Lang.*2 attempts.*Answered elsewhere/s, {
      within: { role: 'list', name: 'Recent calls' },
    });
    expect((await day.panel.all('listitem')).filter(({ text }) => text.includes('Lana Lang'))).toHaveLength(
      1,
    );
  });

  it('a Hebrew name is shown unchanged', async () => {
    day.pbx.hebrewName();
    await day.panel.find('article', /^\u2068?לויס ליין\u2069? 050-123-4567$/);
  });

  it('a queue’s label is shown as the queue’s name, not the caller’s', async () => {
    day.pbx.ring({ queueID: 555 });
    expect(await day.panel.text('article', '050-123-4567')).toMatch(/תמיכה/);
  });

  it('a hidden number is shown as hidden, without a link that needs a number', async () => {
    day.pbx.hiddenNumber();
    await day.panel.find('article', 'Hidden number');
    expect((await day.panel.all('button', card('Hidden number'))).map(({ name }) => name)).not.toContain(
      'Open in CRM',
    );
  });

  it('a colleague’s call shows the name and the internal number', async () => {
    day.pbx.internalCall();
    await day.panel.find('article', 'Lois Lane 602');
  });

  it('a caller’s name with markup is shown as text', async () => {
    day.pbx.ring({ callerName: '<img src=x onerror="document.title=\'owned\'"><b>x</b>' });
    await day.panel.find('article', /^<img src=x onerror="document\.title='owned'"><b>x<\/b> 050-123-4567$/);
    expect(await day.panel.puppeteer.evaluate('document.title')).not.toBe('owned');
    expect(
      await day.panel.puppeteer.evaluate('document.querySelectorAll("article b, article img[src=x]").length'),
    ).toBe(0);
  });

  it('a call at a colleague’s line does not alert', async () => {
    day.pbx.colleagueCall({ callerName: 'Not For Us' });
    day.pbx.ring({ callerName: 'For Us' });
    await day.panel.find('article', 'For Us 050-123-4567');
    await day.panel.waitForCount('article', 1);
  });

  it('"Hide" hides the card and its notification, and the call continues', async () => {
    day.pbx.ring({ callerName: 'Clark Kent' });
    await day.panel.click('button', 'Hide', card('Clark Kent 050-123-4567'));
    await day.panel.waitForCount('article', 0);
    await day.browser.waitForNoNotification();
    expect(day.pbx.state().calls[0]?.phase).toBe('Ringing');
  });

  it('a label with a third number is a menu’s name: the number is the heading, also of past calls', async () => {
    const ring = (callerNumber: string) => day.pbx.ring({ callerName: 'Main menu', callerNumber });
    for (const callerNumber of ['0501234567', '0507654321']) {
      const callId = ring(callerNumber);
      await day.panel.waitForText('article', /Main menu/);
      day.pbx.answeredElsewhere({ callId });
      await day.panel.click('button', 'Hide');
      await day.panel.waitForCount('article', 0);
    }
    const callId = ring('035550142');
    await day.panel.waitForCount('article', 1, '03-555-0142');
    await day.panel.waitForText('article', /Main menu/);
    expect((await day.panel.all('heading', card('03-555-0142')))[0]?.name).toBe('03-555-0142');
    day.pbx.answeredElsewhere({ callId });
    const again = ring('0501234567');
    await day.panel.waitForCount('article', 1, '050-123-4567');
    day.pbx.answeredElsewhere({ callId: again });
  });

  it('a ring is shown after the server closed the connection', async () => {
    day.pbx.drop();
    await expect.poll(() => day.pbx.state().clients.length).toBe(1);
    day.pbx.ring({ callerName: 'After The Drop' });
    await day.panel.find('article', 'After The Drop 050-123-4567');
  });
});
