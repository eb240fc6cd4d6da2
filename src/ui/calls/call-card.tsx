/**
 * One call as a card: the caller, the destination, the duration and the actions. The first frame shows who is
 * calling. The rest follows in the next frame.
 */
import type { ComponentChild } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { type Call, isLive, isOpen, numberOf } from '../../domain/calls/call.ts';
import { displayNumber } from '../../domain/common/phone-number.ts';
import { sendCommand } from '../app/send-command.ts';
import { callLabel, runningTime, toneOf } from './call-view.ts';
import { CopyNumber } from '../components/copy-number.tsx';
import { CrmAction, OtherLinks } from './crm-action.tsx';
import { formatDuration } from '../app/format.ts';
import { CallIcon } from '../components/icons.tsx';
import { LookupNote } from './lookup-note.tsx';
import { usePage } from '../app/page.tsx';
import { Name, PhoneNumber, Phrase } from '../components/phrase.tsx';
import { ruleName } from './rule-name.ts';
import { useAfterFirstRender, useNow } from '../app/use-stored-item.ts';
import type { CallId, Detail } from '../../domain/common/types.ts';
import { callerLines, phaseText } from '../../domain/calls/labels.ts';

/**
 * A card. `summary` is the summary of `call`. The card reads only values from the page that seldom change.
 */
export function CallCard({ call, summary }: { call: Call; summary: CallSummary }) {
  const { settings, translator } = usePage();
  const { t, language } = translator;
  const isDrawn = useAfterFirstRender();
  const now = useNow(isLive(call));
  const running = runningTime(call, now);
  const colour = call.ruleResult?.colour ?? null;
  const ruleAt = settings.rules.findIndex(({ id }) => id === call.ruleResult?.ruleId);
  const rule = settings.rules[ruleAt];
  return (
    <Pinnable
      callId={call.callId}
      look={`card tone-${toneOf(call.phase, call.outcome)}${colour === null ? '' : ` colour-${colour}`}`}
      label={callLabel(summary, settings, t)}
      isWhole={isDrawn}
    >
      <p class="card-phase">
        {isDrawn && <CallIcon phase={call.phase} outcome={call.outcome} />}
        <span>{t(phaseText(call))}</span>
        {call.isTest && <span class="chip">{t('card.test')}</span>}
        {call.late && <span class="chip">{t('card.late')}</span>}
        {call.caller.kind === 'internal' && <span class="chip">{t('caller.internal')}</span>}
        {rule !== undefined && (colour !== null || rule.name !== '') && (
          <span class="tag tag-rule">
            <Name>{ruleName(rule, ruleAt, t)}</Name>
          </span>
        )}
        {call.rings > 1 && (
          <span class="chip">{t({ key: 'card.attempt', params: { count: call.rings } })}</span>
        )}
        {running !== null && <span class="clock">{formatDuration(running, language)}</span>}
      </p>
      {call.late && <p class="hint">{t('card.lateWhy')}</p>}
      <Heading call={summary} canCopy={isDrawn} />
      {isDrawn && <Rest call={call} summary={summary} />}
    </Pinnable>
  );
}

/** The parts of a card that may be drawn one frame after the caller. */
function Rest({ call, summary }: { call: Call; summary: CallSummary }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  return (
    <>
      <LookupNote lookup={call.lookup} />
      <ul class="card-way">
        {summary.dialed !== '' && (
          <li>
            <Phrase text="card.dialed" param="number">
              <PhoneNumber>{displayNumber(summary.dialed, settings.region)}</PhoneNumber>
            </Phrase>
          </li>
        )}
        {summary.queue !== '' && (
          <li>
            <Phrase text="card.queue" param="queue">
              <Name>{summary.queue}</Name>
            </Phrase>
          </li>
        )}
      </ul>
      <Details details={call.details} />
      <div class="card-actions">
        <CrmAction call={summary} primary />
        <OtherLinks call={summary} />
        <button
          type="button"
          class="button"
          onClick={() => sendCommand({ type: 'dismiss', callId: call.callId })}
        >
          {t('card.dismiss')}
        </button>
        {isOpen(call) && !call.isTest && (
          <button
            type="button"
            class="button plain"
            title={t('card.muteHint')}
            onClick={() => sendCommand({ type: 'mute', callId: call.callId })}
          >
            {t('card.mute')}
          </button>
        )}
      </div>
    </>
  );
}

/** The details that the PBX sends with the call. Names and values are the customer's. */
function Details({ details }: { details: readonly Detail[] }) {
  if (details.length === 0) return null;
  return (
    <dl class="card-details">
      {details.map(({ name, value }) => (
        <div key={name}>
          <dt>
            <Name>{name}</Name>
          </dt>
          <dd>
            <Name>{value}</Name>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The name in large type with the number below it. A caller without a name has the number as the heading. */
function Heading({ call, canCopy }: { call: CallSummary; canCopy: boolean }) {
  const { settings, translator } = usePage();
  const { name, number } = callerLines(call, settings.region);
  const received = numberOf(call.caller);
  const shown = number === null ? translator.t('caller.hidden') : <PhoneNumber>{number}</PhoneNumber>;
  const copy = canCopy && received !== null && <CopyNumber number={received} />;
  if (name === null)
    return (
      <div class="card-copyable">
        <h2 class="card-name">{shown}</h2>
        {copy}
      </div>
    );
  return (
    <>
      <h2 class="card-name">
        <Name>{translator.t(name)}</Name>
      </h2>
      {number !== null && (
        <div class="card-copyable">
          <p class="card-number">{shown}</p>
          {copy}
        </div>
      )}
    </>
  );
}

/**
 * Pins a card while the pointer is over it or the keyboard focus is in it. A pinned card does not disappear
 * when its call is finished.
 */
function Pinnable({
  callId,
  look,
  label,
  isWhole,
  children,
}: {
  callId: CallId;
  look: string;
  label: string;
  isWhole: boolean;
  children: ComponentChild;
}) {
  const hand = useRef({ over: false, focused: false, told: false });
  const touch = (change: { over?: boolean; focused?: boolean }): void => {
    Object.assign(hand.current, change);
    const pinned = hand.current.over || hand.current.focused;
    if (pinned === hand.current.told) return;
    hand.current.told = pinned;
    sendCommand({ type: 'pin', callId, pinned });
  };
  // A button keeps the focus after a click. So only a focus that the browser shows pins the card.
  const isShown = ({ target }: Event): boolean =>
    target instanceof Element && target.matches(':focus-visible');
  // No event reports that pointer and focus have left the card when the page is hidden or the agent works
  // elsewhere.
  useEffect(() => {
    const leave = (): void => touch({ over: false, focused: false });
    document.addEventListener('visibilitychange', leave);
    addEventListener('blur', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      removeEventListener('blur', leave);
    };
  }, [callId]);
  return (
    <article
      class={look}
      aria-label={label}
      aria-busy={!isWhole}
      onMouseMove={() => touch({ over: true })}
      onMouseLeave={() => touch({ over: false })}
      onFocusIn={(event) => touch({ focused: isShown(event) })}
      onFocusOut={() => touch({ focused: false })}
    >
      {children}
    </article>
  );
}
