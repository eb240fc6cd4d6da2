/** The rule tester: the agent picks a past call or types one, and sees what the rules do with it. */
import { useCallback, useId, useState } from 'preact/hooks';
import { numberOf } from '../../../domain/calls/call.ts';
import type { CallSummary } from '../../../domain/calls/call-summary.ts';
import type { WhyNoLink } from '../../../domain/crm/crm-url.ts';
import { noLinkKey } from '../../../domain/alerts/texts.ts';
import { ruleCaller } from '../../../domain/callers/rule-caller.ts';
import { MOST_CALLED, type RuleCaller, type RuleFacts } from '../../../domain/rules/conditions.ts';
import { previewRules } from '../../../domain/alerts/rule-preview.ts';
import { weekTimeOf } from '../../../domain/rules/work-hours.ts';
import { lastCalls } from '../../../platform/storage/history-db.ts';
import { callLabel } from '../../calls/call-view.ts';
import { formatMoment } from '../../app/format.ts';
import { useCalls, usePage } from '../../app/page.tsx';
import { ruleName } from '../../calls/rule-name.ts';
import { useHistory } from '../../app/use-history.ts';

/** How many past calls to read. The list offers the incoming ones among them. */
const PAST_CALLS = 20;

/** The properties of a call that the agent can type. `data` has the form `name=value`. */
interface Typed {
  readonly kind: 'external' | 'hidden' | 'internal';
  readonly number: string;
  readonly dialed: string;
  readonly queue: string;
  readonly line: string;
  readonly data: string;
  readonly company: string;
  readonly tag: string;
  /** How often the number has called before, within the last hour. */
  readonly earlier: string;
}

/** What the form contains at first. */
const FIRST: Typed = {
  ...{ kind: 'external', number: '0501234567', dialed: '', queue: '', line: '', data: '' },
  ...{ company: '', tag: '', earlier: '' },
};
const FIELDS = ['number', 'company', 'tag', 'earlier', 'dialed', 'queue', 'line', 'data'] as const;
/** What only a caller with a number can have. */
const OF_NUMBERS: readonly string[] = ['number', 'company', 'tag', 'earlier'];

/** The rule tester with its form and the outcome. */
export function RuleTester() {
  const { settings, translator } = usePage();
  const state = useCalls();
  const { t, language } = translator;
  const id = useId();
  const past = (
    useHistory(useCallback((whose: string | null) => lastCalls(whose, PAST_CALLS), [])).value ?? []
  ).filter(({ direction }) => direction === 'incoming');
  const [typed, setTyped] = useState(FIRST);
  const [picked, setPicked] = useState('');
  const base = past.find(({ callId }) => callId === picked);
  const call = callOf(typed, base);
  const now = Date.now();
  const line = Object.values(state.lines).find(
    ({ lineId, number }) => typed.line !== '' && (lineId === typed.line || number === typed.line),
  );
  const facts: RuleFacts = {
    caller: call.caller,
    dialed: call.dialed,
    queue: { id: null, name: call.queue },
    line: { id: line?.lineId ?? typed.line, number: line?.number ?? '' },
    statusId: line?.statusId ?? Object.values(state.lines)[0]?.statusId ?? 0,
    details: call.details,
    who: () => whoOf(call),
    earlier: earlierOf(typed, now),
    at: now,
    week: weekTimeOf(now),
    region: settings.region,
  };
  const pick = (callId: string): void => {
    const row = past.find((each) => each.callId === callId);
    setPicked(callId);
    setTyped(row === undefined ? FIRST : typedOf(row));
  };
  return (
    <div class="stack group" role="group" aria-labelledby={`${id}-title`} data-item="ruleTester">
      <h2 id={`${id}-title`}>{t('try.title')}</h2>
      <div class="sheet pad pair">
        {/* There before any past call is read, so that nothing moves. */}
        <div class="field">
          <label for={`${id}-past`}>{t('try.past')}</label>
          <select id={`${id}-past`} value={picked} onChange={(event) => pick(event.currentTarget.value)}>
            <option value="">{t('try.typed')}</option>
            {past.map((row) => (
              <option key={row.callId} value={row.callId}>
                {[callLabel(row, settings, t), formatMoment(row.startedAt, Date.now(), language)].join(' · ')}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for={`${id}-kind`}>{t('try.kind')}</label>
          <select
            id={`${id}-kind`}
            value={typed.kind}
            onChange={(event) => setTyped({ ...typed, kind: event.currentTarget.value as Typed['kind'] })}
          >
            {(['external', 'hidden', 'internal'] as const).map((kind) => (
              <option key={kind} value={kind}>
                {t(`try.kind.${kind}`)}
              </option>
            ))}
          </select>
        </div>
        {FIELDS.map((field) =>
          OF_NUMBERS.includes(field) && typed.kind === 'hidden' ? null : (
            <div key={field} class="field">
              <label for={`${id}-${field}`}>{t(`try.${field}`)}</label>
              <input
                id={`${id}-${field}`}
                type="text"
                dir="auto"
                spellcheck={false}
                autocomplete="off"
                value={typed[field]}
                onInput={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })}
              />
            </div>
          ),
        )}
      </div>
      <Outcome trial={previewRules(call, facts, settings)} />
    </div>
  );
}

/** What the rules do with the call: the matching rule, the check of each condition, and the link. */
function Outcome({
  trial: { tried, rule, ruleResult, suppressed, link },
}: {
  trial: ReturnType<typeof previewRules>;
}) {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const whyNot = (why: WhyNoLink): string => t(why === 'no-template' ? 'try.noLink' : noLinkKey(why));
  return (
    <div class="sheet pad stack" role="region" aria-label={t('try.outcome')}>
      <p class="lead">
        {rule === null
          ? t('try.noRule')
          : t({ key: 'try.rule', params: { rule: ruleName(rule, settings.rules.indexOf(rule), t) } })}
      </p>
      {tried.length > 0 && (
        <ul class="hint">
          {tried.map((each, index) => (
            <li key={each.rule.id}>
              <bdi>{ruleName(each.rule, index, t)}</bdi>:{' '}
              {each.checks.length === 0
                ? t('rule.always')
                : new Intl.ListFormat(language, { type: 'unit' }).format(
                    each.checks.map(({ condition, holds }) =>
                      t({
                        key: holds ? 'check.holds' : 'check.fails',
                        params: { condition: t(`condition.${condition}`) },
                      }),
                    ),
                  )}
            </li>
          ))}
        </ul>
      )}
      <p>{suppressed === null ? t(`opening.${ruleResult.open}`) : t(`quiet.${suppressed}`)}</p>
      {link.kind === 'link' && (
        <p class="code" dir="ltr">
          {link.url}
        </p>
      )}
      {link.kind === 'none' && <p class="hint">{whyNot(link.why)}</p>}
    </div>
  );
}

function callerOf({ kind, number }: Typed): CallSummary['caller'] {
  if (kind === 'hidden') return { kind };
  const typed = number === '' ? null : number;
  return kind === 'internal' ? { kind, name: '', number: typed } : { kind, number: typed };
}

/** A caller with a typed company or tag counts as known. For a past call, the source of its name counts. */
const whoOf = (call: CallSummary): RuleCaller =>
  ruleCaller({ caller: call.caller, lookup: call.lookup, known: { contact: null, earlier: null } }, call);

/** Returns the times of the earlier calls, one each minute. */
const earlierOf = ({ earlier }: Typed, now: number): readonly number[] =>
  Array.from({ length: Math.min(MOST_CALLED.times, Number(earlier) || 0) }, (_, at) => now - at * 60_000);

/** Builds a call from the typed text. The remaining properties come from `base`, the picked past call. */
function callOf(typed: Typed, base: CallSummary | undefined): CallSummary {
  const { dialed, queue, line, data, company, tag } = typed;
  const isKnown = company + tag !== '';
  const caller = callerOf(typed);
  const [name = '', ...value] = data.split('=');
  const own: CallSummary = {
    callId: 'try',
    direction: 'incoming',
    caller,
    name: '',
    dialed,
    queue,
    lineId: line,
    rings: 1,
    late: false,
    startedAt: 0,
    talkingAt: null,
    endedAt: null,
    outcome: null,
    suppressed: null,
    details: [],
    linkId: null,
    lookup: null,
  };
  return {
    ...own,
    ...base,
    lineId: line,
    caller,
    dialed,
    queue,
    company,
    tag,
    source: isKnown ? 'directory' : (base?.source ?? null),
    details: name.trim() === '' ? [] : [{ name: name.trim(), value: value.join('=').trim() }],
    lookup: null,
  };
}

/** Returns a past call as the form's text. The form takes only the first of the call's details. */
function typedOf({ caller, dialed, queue, lineId, details, company, tag, callsToday }: CallSummary): Typed {
  const [detail] = details;
  return {
    kind: caller.kind,
    number: numberOf(caller) ?? '',
    dialed,
    queue,
    line: lineId,
    company: company ?? '',
    tag: tag ?? '',
    earlier: (callsToday ?? 0) < 2 ? '' : String((callsToday ?? 0) - 1),
    data: detail === undefined ? '' : `${detail.name}=${detail.value}`,
  };
}
