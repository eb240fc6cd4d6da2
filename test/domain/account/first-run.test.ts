import { describe, expect, it } from 'vitest';
import type { ConnectionStatus } from '../../../src/domain/account/connection-status.ts';
import {
  firstStep,
  hashOfStep,
  hasUsedBefore,
  needsLine,
  reachable,
  readProgress,
  SETUP_START,
  SETUP_STEPS,
  type SetupFacts,
  type SetupProgress,
  showsSetup,
  stepOfHash,
  summaryOf,
  surfacesOn,
} from '../../../src/domain/account/first-run.ts';

const ONLINE: ConnectionStatus = { word: 'online', host: 'monitor.example', since: 0 };
const OFF: ConnectionStatus = { word: 'off' };
const at = (step: SetupProgress['step'], state: SetupProgress['state'] = 'running'): SetupProgress => ({
  ...SETUP_START,
  step,
  state,
});
const facts = (given: Partial<SetupFacts>): SetupFacts => ({
  hash: '',
  progress: null,
  isSignedIn: false,
  hasUsedBefore: false,
  ...given,
});

describe('the stored progress', () => {
  it.each([
    ['nothing', undefined, null],
    ['a text', 'crm', null],
    ['an unknown step', { state: 'running', step: 'x', answers: {} }, null],
    ['an unknown state', { state: 'x', step: 'crm', answers: {} }, null],
    [
      'strange answers',
      { state: 'left', step: 'crm', answers: { window: 1, sound: false, x: true } },
      { state: 'left', step: 'crm', answers: { sound: false } },
    ],
    ['no answers', { state: 'finished', step: 'done' }, { state: 'finished', step: 'done', answers: {} }],
  ])('of %s is read', (_, raw, progress) => {
    expect(readProgress(raw)).toEqual(progress);
  });
});

describe('a profile was used before the first run', () => {
  it.each([
    ['nothing is known', {}, OFF, false, false],
    ['no settings are stored', undefined, OFF, false, false],
    ['somebody is online', {}, ONLINE, false, true],
    ['a sign-in is kept', {}, { word: 'connecting', signedIn: true } as const, true, true],
    ['a CRM link is stored', { crmLink: 'https://crm.example.com/{phone}' }, OFF, false, true],
    ['an email is stored', { email: 'agent@example.com' }, OFF, false, true],
    ['a username is stored', { username: 'acme' }, OFF, false, true],
    ['the stored email is empty', { email: '' }, OFF, false, false],
    ['only a server is stored', { loginServer: 'https://login.example.com' }, OFF, false, false],
  ])('if %s: %#', (_, stored, status, hasKept, is) => {
    expect(hasUsedBefore(stored, status, hasKept)).toBe(is);
  });
});

describe('the first run is shown', () => {
  it.each<[string, Partial<SetupFacts>, boolean]>([
    ['to a new user', {}, true],
    ['until it is finished', { progress: at('crm'), isSignedIn: true }, true],
    [
      'while the email of a refused sign-in is stored',
      { progress: at('sign-in'), hasUsedBefore: true },
      true,
    ],
    ['again after a sign-out in the middle', { progress: at('crm') }, true],
    ['by its address', { hash: '#setup', progress: at('done', 'finished'), isSignedIn: true }, true],
    ['at a step by its address', { hash: '#setup-2', hasUsedBefore: true, isSignedIn: true }, true],
    ['by its address after it was left', { hash: '#setup', progress: at('crm', 'left') }, true],
    ['not to a user from before', { hasUsedBefore: true, isSignedIn: true }, false],
    ['not to a user from before who is signed out', { hasUsedBefore: true }, false],
    ['not after it is finished', { progress: at('done', 'finished') }, false],
    ['not after it was left', { progress: at('crm', 'left'), isSignedIn: true }, false],
    [
      'not after a sign-out on its last page',
      { hash: '#setup-done', progress: at('done', 'finished') },
      false,
    ],
    ['not at the address of a section', { hash: '#crm' }, false],
    ['not at the address of a setting', { hash: '#crm/crmLink', progress: at('crm') }, false],
  ])('%s', (_, given, is) => {
    expect(showsSetup(facts(given))).toBe(is);
  });
});

describe('the step', () => {
  it.each<[string, Partial<SetupFacts>, boolean, string]>([
    ['is the sign-in for a new user', {}, false, 'sign-in'],
    ['is where the user left off', { progress: at('test-call'), isSignedIn: true }, false, 'test-call'],
    ['is what the address names', { hash: '#setup-3', progress: at('crm') }, false, 'test-call'],
    ['is the CRM for a user who is signed in', { isSignedIn: true }, false, 'crm'],
    ['stays at the sign-in for a user without a line', { isSignedIn: true }, true, 'sign-in'],
    [
      'goes back to the sign-in for a user without a line',
      { progress: at('test-call'), isSignedIn: true },
      true,
      'sign-in',
    ],
    ['is the first one again at a second time', { progress: at('done', 'finished') }, false, 'sign-in'],
    [
      'is the CRM at a second time while signed in',
      { hash: '#setup', progress: at('done', 'finished'), isSignedIn: true },
      false,
      'crm',
    ],
  ])('%s', (_, given, lacksLine, step) => {
    expect(firstStep(facts(given), lacksLine)).toBe(step);
  });

  it('is the sign-in, whatever is asked for, for a user who is not signed in', () => {
    expect(SETUP_STEPS.map((step) => reachable(step, false))).toEqual(Array(4).fill('sign-in'));
    expect(SETUP_STEPS.map((step) => reachable(step, true))).toEqual(SETUP_STEPS);
  });

  it('has an address', () => {
    expect(SETUP_STEPS.map((step) => stepOfHash(hashOfStep(step)))).toEqual(SETUP_STEPS);
    expect(['', '#', '#setup', '#setup-4', '#crm'].map(stepOfHash)).toEqual([null, null, null, null, null]);
  });
});

describe('a line', () => {
  it.each([
    ['account', [], '', true],
    ['token', [], '', true],
    ['account', ['SIP1'], '', false],
    ['account', [], '7', false],
    ['user', [], '', false],
    ['two-step', [], '', false],
  ] as const)('of a login by %s with %j and %j: must be picked: %s', (type, pickedLines, followUser, is) => {
    expect(needsLine(type, { pickedLines, followUser })).toBe(is);
  });
});

describe('the summary', () => {
  const settings = {
    callWindow: true,
    notification: true,
    sound: false,
    crmLink: 'https://crm.example.com/',
  };

  it('is all fine after a complete first run', () => {
    const rows = summaryOf({
      status: ONLINE,
      needsLine: false,
      settings,
      answers: { window: true, notification: true },
    });
    expect(rows.map(({ about, isFine }) => [about, isFine])).toEqual([
      ['account', true],
      ['crm', true],
      ['surface', true],
      ['surface', true],
    ]);
  });

  it('names a surface that was noticed beside one that was not', () => {
    const rows = summaryOf({ status: OFF, needsLine: true, settings, answers: { window: true } });
    expect(rows).toEqual([
      { about: 'account', isFine: false },
      { about: 'line', isFine: false },
      { about: 'crm', isFine: true },
      { about: 'surface', surface: 'window', isFine: true, instead: null },
      { about: 'surface', surface: 'notification', isFine: false, instead: 'window' },
    ]);
  });

  it('warns if nothing announces a call, and of no CRM', () => {
    const silent = { callWindow: false, notification: false, sound: false, crmLink: '' };
    expect(surfacesOn(silent)).toEqual([]);
    expect(summaryOf({ status: ONLINE, needsLine: false, settings: silent, answers: {} })).toEqual([
      { about: 'account', isFine: true },
      { about: 'crm', isFine: false },
      { about: 'no-surface', isFine: false },
    ]);
  });
});
