/** The agent's status at Voicenter, and when it began. */
import { useMemo } from 'preact/hooks';
import { formatMoment } from '../app/format.ts';
import { useDeferredCalls, usePage, useStatus } from '../app/page.tsx';
import { statusName } from '../app/agent-status-names.ts';
import { useDay } from '../app/use-stored-item.ts';
import { agentStatus } from '../../domain/calls/selectors.ts';

export function AgentLine() {
  const { translator } = usePage();
  const status = useStatus();
  const state = useDeferredCalls();
  const day = useDay();
  const agent = agentStatus(state);
  const { t, language } = translator;
  const since = agent?.since ?? null;
  // Formatting the time takes longer than the rest of this component, and the state changes with each event.
  const time = useMemo(
    () => (since === null ? null : formatMoment(since, day, language)),
    [since, day, language],
  );
  if (agent === null || status.word !== 'online') return null;
  return (
    <p class="agent">
      <span class="agent-status">{t(statusName(agent.statusId))}</span>
      {time !== null && <span class="hint">{t({ key: 'agent.since', params: { time } })}</span>}
    </p>
  );
}
