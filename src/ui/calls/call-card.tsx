/**
 * One call as a card: the caller, the destination, the duration and the actions. The first frame shows who is
 * calling, in the final layout. The rest follows in the next frame.
 */
import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';
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
import { MatchChoice } from './match-choice.tsx';
import { Pinnable } from './pinnable.tsx';

interface CardProps {
  readonly call: Call;
  /** The summary of `call`. */
  readonly summary: CallSummary;
}

/**
 * A card. The card reads only values from the page that seldom change. `form` is the room that there is for
 * it; the agent can have everything shown.
 */
export function CallCard({ call, summary, form }: CardProps & { form: CardForm }) {
  const { settings, translator } = usePage();
  const isDrawn = useAfterFirstRender();
  const [isOpened, setOpened] = useState(false);
  const shown = isOpened ? 'full' : form;
  const more = form === 'full' ? null : <MoreButton isOpen={isOpened} onClick={() => setOpened(!isOpened)} />;
  const card = { call, summary, isDrawn, more };
  return (
    <Pinnable
      callId={call.callId}
      look={`card sheet ${shown} tone-${toneOf(call.phase, call.outcome)}`}
      label={callLabel(summary, settings, translator.t)}
      isWhole={isDrawn}
    >
      {shown === 'slim' && <SlimCard {...card} />}
      {shown === 'compact' && <CompactCard {...card} />}
      {shown === 'full' && <FullCard {...card} />}
    </Pinnable>
  );
}

interface DrawnCard extends CardProps {
  /** False in the first frame. What it leaves out has its place already. */
  readonly isDrawn: boolean;
  /** The button that shows everything, or less again. Null when the card always shows everything. */
  readonly more: ComponentChild;
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
              <Heading summary={summary} isSteady={call.lookup !== null} />
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

function CompactCard({ call, summary, isDrawn, more }: DrawnCard) {
  return (
    <>
      <CardBand call={call} summary={summary} isDrawn={isDrawn} />
      <div class="bar card-body">
        <div class="grow">
          <Heading summary={summary} isSteady />
          <CallerNote call={call} summary={summary} withNumber />
        </div>
        <div class="bar card-acts">
          {isDrawn && (
            <>
              <CrmAction call={summary} />
              {more}
              <HideButton call={call} isWide={false} />
            </>
          )}
        </div>
      </div>
    </>
  );
}

function SlimCard({ call, summary, isDrawn, more }: DrawnCard) {
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
          {more}
          <HideButton call={call} isWide={false} />
        </span>
      )}
    </div>
  );
}

/**
 * The name in large type, or the number of a caller without a name. `isSteady`: a long name is cut, because
 * the height must not change when the lookup answers.
 */
function Heading({ summary, isSteady }: { summary: CallSummary; isSteady: boolean }) {
  const { settings, translator } = usePage();
  const { name, number } = callerLines(summary, settings.region);
  return (
    <h2 class={isSteady ? 'card-name steady' : 'card-name'}>
      {name === null ? <PhoneNumber>{number ?? ''}</PhoneNumber> : <Name>{translator.t(name)}</Name>}
    </h2>
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
