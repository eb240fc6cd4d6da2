/** How the agent stands: the live call, or the status at Voicenter, with the connection and its history. */
import type { ComponentChildren } from 'preact';
import { useCallback } from 'preact/hooks';
import { statusWord, type StatusWord } from '../../domain/account/connection-status.ts';
import type { Call } from '../../domain/calls/call.ts';
import { phaseText } from '../../domain/calls/labels.ts';
import { agentStatus, type AgentStatus, foremostCall } from '../../domain/calls/selectors.ts';
import type { Millis } from '../../domain/common/types.ts';
import { outagesSince } from '../../platform/storage/history-db.ts';
import { statusName } from '../app/agent-status-names.ts';
import { formatDuration, formatMoment } from '../app/format.ts';
import { useDeferredCalls, usePage, useStatus } from '../app/page.tsx';
import { useHistory } from '../app/use-history.ts';
import { useDay, useNow } from '../app/use-stored-item.ts';
import { runningTime, toneOf } from '../calls/call-view.ts';
import { CallIcon, Mark, StatusIcon } from '../components/icons.tsx';
import { KeepOnTopButton } from '../components/keep-on-top.tsx';
import { Fact } from '../components/phrase.tsx';
import { PageLink } from '../components/page-link.tsx';
import { DiagnosticsIcon, SettingsIcon } from '../components/action-icons.tsx';
import { STATUS_TONES } from '../components/status-line.tsx';
import { SidePanelButton } from './side-panel-button.tsx';

export function PanelHead({ isSidePanel }: { isSidePanel: boolean }) {
  const { t } = usePage().translator;
  const word = statusWord(useStatus());
  return (
    <header class="bar wrap panel-head">
      <Standing word={word} />
      <nav class="bar">
        {word !== 'signed-out' && <KeepOnTopButton icon />}
        {!isSidePanel && word !== 'signed-out' && <SidePanelButton />}
        <PageLink to="doctor" class="button plain only" title={t('doctor.title')}>
          <DiagnosticsIcon />
          <span class="unseen">{t('doctor.title')}</span>
        </PageLink>
        <PageLink to="options" class="button plain only" title={t('panel.settings')}>
          <SettingsIcon />
          <span class="unseen">{t('panel.settings')}</span>
        </PageLink>
      </nav>
    </header>
  );
}

/**
 * How the agent stands, as a tile, a heading and a line. Without `hasCall`, the line is about the status
 * alone, because the call is shown elsewhere.
 */
export function Standing({ word, hasCall = true }: { word: StatusWord; hasCall?: boolean }) {
  const state = useDeferredCalls();
  const { t } = usePage().translator;
  const agent = agentStatus(state);
  const call = hasCall ? foremostCall(state) : null;
  switch (word) {
    case 'signed-out':
      return <Frame tile={<Mark />} tone={null} title={t('app.name')} word={word} isWordShown={false} />;
    case 'connecting':
    case 'trouble':
      return (
        <Frame
          tile={<StatusIcon word={word} />}
          tone={STATUS_TONES[word]}
          title={t(`status.${word}`)}
          word={word}
          isWordShown={false}
        >
          {agent !== null && <LastStatus agent={agent} />}
        </Frame>
      );
    case 'online':
      if (call !== null) return <InCall call={call} agent={agent} />;
      return (
        <Frame
          tile={<StatusIcon word={word} />}
          tone={STATUS_TONES[word]}
          title={t(agent === null ? 'status.online' : statusName(agent.statusId))}
          word={word}
          isWordShown={agent !== null}
        >
          {agent !== null && <Since agent={agent} />}
        </Frame>
      );
  }
}

/** The agent's live call and how long it has lasted, above the status at Voicenter. */
function InCall({ call, agent }: { call: Call; agent: AgentStatus | null }) {
  const { t, language } = usePage().translator;
  const running = runningTime(call, useNow(true));
  return (
    <Frame
      tile={<CallIcon phase={call.phase} outcome={call.outcome} />}
      tone={toneOf(call.phase, call.outcome)}
      title={t(phaseText(call))}
      word="online"
      isWordShown={false}
    >
      {running !== null && <Fact class="clock">{formatDuration(running, language)}</Fact>}
      {agent !== null && (
        <>
          <Fact>{t(statusName(agent.statusId))}</Fact>
          <Since agent={agent} />
        </>
      )}
    </Frame>
  );
}

interface FrameProps {
  readonly tile: ComponentChildren;
  /** Null for the logo, which has its own colour. */
  readonly tone: string | null;
  readonly title: string;
  readonly word: StatusWord;
  /** False where the title already says how the connection stands. */
  readonly isWordShown: boolean;
  readonly children?: ComponentChildren;
}

/** Screen readers announce each change of the connection, whatever the title shows. */
function Frame({ tile, tone, title, word, isWordShown, children }: FrameProps) {
  const { t } = usePage().translator;
  return (
    <>
      {tone === null ? tile : <span class={`tile tone-${tone}`}>{tile}</span>}
      <div class="grow">
        <h1 class="lead">{title}</h1>
        <p class="hint parts">
          {children}
          <span role="status" class={isWordShown ? undefined : 'unseen'}>
            {t(`status.${word}`)}
          </span>
        </p>
      </div>
    </>
  );
}

function Since({ agent: { since } }: { agent: AgentStatus }) {
  const { t, language } = usePage().translator;
  const day = useDay();
  if (since === null) return null;
  return <Fact>{t({ key: 'agent.since', params: { time: formatMoment(since, day, language) } })}</Fact>;
}

/** The status before the connection was lost. Old data says from when it is. */
function LastStatus({ agent }: { agent: AgentStatus }) {
  const { t, language } = usePage().translator;
  const day = useDay();
  const lostAt = useOutageStart();
  const status = t(statusName(agent.statusId));
  const time = lostAt === null ? null : formatMoment(lostAt, day, language);
  return (
    <Fact>
      {time === null
        ? t({ key: 'panel.lastStatus', params: { status } })
        : t({ key: 'panel.lastStatusAt', params: { status, time } })}
    </Fact>
  );
}

/** Returns since when calls may be missing. Null if the outage is too short to be known. */
function useOutageStart(): Millis | null {
  const { value } = useHistory(
    useCallback((whose: string | null) => outagesSince(whose, Number.MAX_SAFE_INTEGER), []),
  );
  return value?.find(({ to }) => to === null)?.from ?? null;
}
