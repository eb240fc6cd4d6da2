/** One caller in a list of past calls: one line, its actions, and the single calls on demand. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type CallSummary, shownNumber } from '../../domain/calls/call-summary.ts';
import { numberOf } from '../../domain/calls/call.ts';
import { callerLines } from '../../domain/calls/labels.ts';
import { mainLink } from '../../domain/crm/call-links.ts';
import { noLinkKey } from '../../domain/alerts/texts.ts';
import { markNumber, markWords, type MarkedPart } from '../../domain/history/highlight.ts';
import { sanitize } from '../../domain/common/sanitize.ts';
import { usePage } from '../app/page.tsx';
import { openInCrm } from '../calls/open-crm.ts';
import { Fact } from '../components/phrase.tsx';
import { CopyNumber } from '../components/copy-number.tsx';
import { OpenIcon } from '../components/action-icons.tsx';
import { CallLines } from './call-lines.tsx';

interface CallerRowProps {
  /** The call that stands for the caller: its number is copied, and its link opens. */
  readonly head: CallSummary;
  /** All calls of the row, the newest first. */
  readonly calls: readonly CallSummary[];
  readonly query: string;
  readonly tone: 'ended' | 'missed';
  readonly icon: ComponentChildren;
  /** The heading above the row, where a new day begins. */
  readonly heading?: string | null;
  readonly chips?: ComponentChildren;
  /** What is shown beside the name, on the button that shows the single calls. */
  readonly count: { readonly shown: string; readonly spoken: string } | null;
  readonly facts: ComponentChildren;
  readonly time: string;
  readonly actions?: ComponentChildren;
  /** True for the call at which the panel was opened. */
  readonly isOpenedAt?: boolean;
}

export function CallerRow(props: CallerRowProps) {
  const { head, calls, query, tone, icon, heading, chips, count, facts, time, actions } = props;
  const isOpenedAt = props.isOpenedAt === true;
  const { settings, translator } = usePage();
  const [isExpanded, setExpanded] = useState(false);
  const id = useId();
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isOpenedAt) item.current?.scrollIntoView({ block: 'center' });
  }, [isOpenedAt]);
  const name = callerLines(head, settings.region).name;
  const number = shownNumber(head, settings.region);
  const { company = '' } = head;
  return (
    <li ref={item} aria-current={isOpenedAt}>
      {heading !== null && heading !== undefined && <h2 class="day">{heading}</h2>}
      <div class={`row tone-${tone}${isOpenedAt ? ' row-opened' : ''}`}>
        {icon}
        <div class="grow">
          <p class="bar">
            <b id={id} class="cut">
              <Caller name={name === null ? null : translator.t(name)} number={number} query={query} />
            </b>
            {chips}
            {count !== null && (
              <button
                type="button"
                class="chip count"
                aria-expanded={isExpanded}
                aria-describedby={id}
                onClick={() => setExpanded(!isExpanded)}
              >
                <bdi aria-hidden="true">{count.shown}</bdi>
                <span class="unseen">{count.spoken}</span>
              </button>
            )}
          </p>
          <p class="hint parts whole">
            {facts}
            {company !== '' && (
              <Fact>
                <bdi>
                  <Marked parts={markWords(sanitize(company), query)} />
                </bdi>
              </Fact>
            )}
            {name !== null && number !== null && (
              <Fact>
                <bdi dir="ltr" class="number">
                  <Marked parts={markNumber(number, query, settings.region)} />
                </bdi>
              </Fact>
            )}
          </p>
        </div>
        <span class="hint clock">{time}</span>
        <span class="bar acts">
          {actions}
          <OwnActions call={head} of={id} />
        </span>
      </div>
      {isExpanded && <CallLines calls={calls} />}
    </li>
  );
}

function Caller({ name, number, query }: { name: string | null; number: string | null; query: string }) {
  const { settings, translator } = usePage();
  if (name !== null)
    return (
      <bdi title={sanitize(name)}>
        <Marked parts={markWords(sanitize(name), query)} />
      </bdi>
    );
  if (number === null) return <>{translator.t('caller.hidden')}</>;
  return (
    <bdi dir="ltr" class="number">
      <Marked parts={markNumber(number, query, settings.region)} />
    </bdi>
  );
}

function Marked({ parts }: { parts: readonly MarkedPart[] }) {
  return <>{parts.map(({ text, isMatch }) => (isMatch ? <mark>{text}</mark> : text))}</>;
}

/** What every caller with a number offers. `of` is the id of the element that names the caller. */
function OwnActions({ call, of }: { call: CallSummary; of: string }) {
  const { settings, translator } = usePage();
  const { t } = translator;
  const received = numberOf(call.caller);
  const link = mainLink(call, settings);
  return (
    <>
      {received !== null && <CopyNumber number={received} />}
      {link.kind === 'link' && (
        <button
          type="button"
          class="button plain only"
          aria-label={t('card.openCrm')}
          aria-describedby={of}
          title={t('card.openCrm')}
          onClick={() => openInCrm(call.callId)}
        >
          <OpenIcon />
        </button>
      )}
      {link.kind === 'none' && link.why !== 'no-template' && received !== null && (
        <span class="hint no-link">{t(noLinkKey(link.why))}</span>
      )}
    </>
  );
}
