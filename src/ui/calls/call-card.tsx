/**
 * One call as a card: the caller, the destination, the duration and the actions. The first frame shows who is
 * calling, in the final layout. The rest follows in the next frame.
 */
import type { ComponentChild } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CallSummary } from '../../domain/calls/call-summary.ts';
import { type Call, isOpen, numberOf } from '../../domain/calls/call.ts';
import { callerLines, phaseText } from '../../domain/calls/labels.ts';
import { displayNumber } from '../../domain/common/phone-number.ts';
import type { Detail } from '../../domain/common/types.ts';
import { usePage } from '../app/page.tsx';
import { useAfterFirstRender } from '../app/use-stored-item.ts';
import { ClockIcon } from '../components/card-icons.tsx';
import { CopyNumber } from '../components/copy-number.tsx';
import { CallIcon } from '../components/icons.tsx';
import { Name, PhoneNumber, Phrase } from '../components/phrase.tsx';
import { HideButton, MoreButton, SilenceButton } from './card-buttons.tsx';
import { CallerNote } from './caller-note.tsx';
import { CallerTile } from './caller-tile.tsx';
import { type CardForm, callLabel, toneOf } from './call-view.ts';
import { CallClock, CardBand } from './card-band.tsx';
import { CrmAction, FoundLinks, OtherLinks } from './crm-action.tsx';
import { MemoryLine } from './memory-line.tsx';
import { MatchChoice } from './match-choice.tsx';
import { Pinnable } from './pinnable.tsx';

interface CardProps {
  readonly call: Call;
  /** The summary of `call`. */
  readonly summary: CallSummary;
}

/**
 * A card. The card reads only values from the page that seldom change. `form` is the room that there is for
 * it; the agent can have everything shown. `isOnTop`: the card is in the small window on top, where the
 * number can be copied, and everything is shown only if there is room for words on the buttons.
 */
export function CallCard({
  call,
  summary,
  form,
  isOnTop = false,
}: CardProps & { form: CardForm; isOnTop?: boolean }) {
  const { settings, translator } = usePage();
  const isDrawn = useAfterFirstRender();
  const [isOpened, setOpened] = useState(false);
  const isPressed = useRef(false);
  // The new button has taken the keyboard by now: layout effects of children come first.
  useLayoutEffect(() => {
    isPressed.current = false;
  }, [isOpened]);
  const unfold = (): void => {
    isPressed.current = true;
    setOpened(!isOpened);
  };
  const shown = isOpened ? 'full' : form;
  const hasMore = form !== 'full' && (!isOnTop || form === 'tall');
  const more = hasMore && <MoreButton isOpen={isOpened} isPressed={isPressed} onClick={unfold} />;
  const number = numberOf(call.caller);
  const copy = isOnTop && number !== null && <CopyNumber number={number} />;
  const card = { call, summary, isDrawn, more, copy };
  return (
    <Pinnable
      callId={call.callId}
      look={`card sheet ${LOOKS[shown]} tone-${toneOf(call.phase, call.outcome)}`}
      label={callLabel(summary, settings, translator.t)}
      isWhole={isDrawn}
    >
      {shown === 'slim' && <SlimCard {...card} />}
      {(shown === 'tall' || shown === 'compact') && (
        <CompactCard {...card} hasIcons={isOnTop && shown === 'compact'} />
      )}
      {shown === 'full' && <FullCard {...card} />}
    </Pinnable>
  );
}

const LOOKS: Readonly<Record<CardForm, string>> = {
  full: 'full',
  tall: 'compact tall',
  compact: 'compact',
  slim: 'slim',
};

interface DrawnCard extends CardProps {
  /** False in the first frame. What it leaves out has its place already. */
  readonly isDrawn: boolean;
  /** The button that shows everything, or less again. False when the card has none. */
  readonly more: ComponentChild;
  /** The button that copies the number of a small card. False when the card has none. */
  readonly copy: ComponentChild;
}

function FullCard({ call, summary, isDrawn, more }: DrawnCard) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const { name, number } = callerLines(summary, settings.region);
  const received = numberOf(call.caller);
  const copy = isDrawn && received !== null && <CopyNumber number={received} />;
  const isNumberBelow = name !== null && number !== null && call.caller.kind === 'external';
  return (
    <>
      <CardBand call={call} summary={summary} isDrawn={isDrawn} />
      <div class="stack card-body">
        <div class="bar card-who">
          <CallerTile summary={summary} isDrawn={isDrawn} />
          <div class="grow">
            <div class="bar">
              <Heading summary={summary} isSteady={call.caller.kind === 'external'} />
              <Tag summary={summary} />
              {name === null && copy}
            </div>
            <CallerNote call={call} summary={summary} />
          </div>
        </div>
        {(number !== null || summary.dialed !== '') && (
          <p class="bar card-facts">
            {isNumberBelow && (
              <span class="bar card-number">
                <PhoneNumber>{number}</PhoneNumber>
                {copy}
              </span>
            )}
            {isDrawn && summary.dialed !== '' && (
              <span class="soft cut">
                <Phrase text="card.dialed" param="number">
                  <PhoneNumber>{displayNumber(summary.dialed, settings.region)}</PhoneNumber>
                </Phrase>
              </span>
            )}
          </p>
        )}
        <MemoryLine call={call} isDrawn={isDrawn} />
        {call.late && (
          <p class="bar card-late">
            <ClockIcon />
            {t('card.lateWhy')}
          </p>
        )}
        <Details details={call.details} />
        <div class="bar card-acts">
          {isDrawn && (
            <>
              <CrmAction call={summary} primary />
              <FoundLinks call={summary} />
              <MatchChoice call={call} />
              <HideButton call={call} isWide={call.lookup === null} />
              {isOpen(call) && !call.isTest && <SilenceButton call={call} />}
              {more}
            </>
          )}
        </div>
        {isDrawn && <OtherLinks call={summary} isReserved={call.lookup !== null} />}
      </div>
    </>
  );
}

/** `hasIcons`: the buttons have no words. */
function CompactCard({ call, summary, isDrawn, more, copy, hasIcons }: DrawnCard & { hasIcons: boolean }) {
  return (
    <>
      <CardBand call={call} summary={summary} isDrawn={isDrawn} />
      <div class="bar card-body">
        <div class="grow">
          <div class="bar">
            <Heading summary={summary} isSteady />
            <Tag summary={summary} />
          </div>
          <CallerNote call={call} summary={summary} withNumber />
        </div>
        <div class="bar card-acts">
          {isDrawn && (
            <>
              <CrmAction call={summary} icon={hasIcons} />
              {copy}
              {more}
              <HideButton call={call} isWide={false} />
            </>
          )}
        </div>
      </div>
    </>
  );
}

function SlimCard({ call, summary, isDrawn, more, copy }: DrawnCard) {
  const { t } = usePage().translator;
  return (
    <div class="bar card-line">
      <span class="state">
        {isDrawn ? <CallIcon phase={call.phase} outcome={call.outcome} /> : <span class="icon" />}
      </span>
      <div class="cut">
        <Heading summary={summary} isSteady /> · {t(phaseText(call))}
      </div>
      <CallClock call={call} />
      {isDrawn && (
        <span class="bar card-acts">
          <CrmAction call={summary} icon />
          {copy}
          {more}
          <HideButton call={call} isWide={false} />
        </span>
      )}
    </div>
  );
}

/**
 * The name in large type, or the number of a caller without a name. `isSteady`: a long name is cut, because
 * the height must not change when somebody knows the caller.
 */
const Heading = ({ summary, isSteady }: { summary: CallSummary; isSteady: boolean }) => (
  <h2 class={isSteady ? 'card-name steady' : 'card-name'}>
    <CallerName summary={summary} />
  </h2>
);

/** The caller's name, or the number of a caller without a name. */
export function CallerName({ summary }: { summary: CallSummary }) {
  const { settings, translator } = usePage();
  const { name, number } = callerLines(summary, settings.region);
  return name === null ? <PhoneNumber>{number ?? ''}</PhoneNumber> : <Name>{translator.t(name)}</Name>;
}

/** The word by which the customer sorts callers, such as "VIP". */
const Tag = ({ summary: { tag = '' } }: { summary: CallSummary }) =>
  tag === '' ? null : (
    <span class="chip tag">
      <Name>{tag}</Name>
    </span>
  );

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
