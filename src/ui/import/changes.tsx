/** The settings that a file would change, with their old and new values in words. */
import { type ItemChange, type ItemState, listChange } from '../../domain/settings/list-changes.ts';
import type { ImportPlan } from '../../domain/settings/settings-import.ts';
import type { AgentSetting } from '../../domain/settings/settings.ts';
import { directoryItem } from '../../platform/storage/items.ts';
import { usePage, useT } from '../app/page.tsx';
import { ruleName } from '../calls/rule-name.ts';
import { SETTING_GROUPS, SETTING_LABELS } from '../app/setting-labels.ts';
import { listed, partLabel, partWords, settingWords, type Speech } from './setting-words.ts';
import { useStoredItem } from '../app/use-stored-item.ts';

/** What is needed to put the present values (`now`) and the imported values (`then`) into words. */
interface Speeches {
  readonly now: Speech;
  readonly then: Speech;
}

/**
 * All changes except changes of addresses, which are shown above. They are grouped as on the options page.
 */
export function Changes({ plan: { before, after, changed, addresses } }: { plan: ImportPlan }) {
  const { translator } = usePage();
  const lines = useStoredItem(directoryItem)?.value ?? [];
  const now: Speech = { ...translator, lines, settings: before };
  const then: Speech = { ...now, settings: after };
  const above = addresses.flatMap(({ uses }) => uses.filter(({ holder }) => holder === null));
  const below = changed.filter((name) => !above.some(({ setting }) => setting === name));
  return (
    <>
      {SETTING_GROUPS.map(([title, names]) => {
        const shown = names.filter((name) => below.includes(name));
        return shown.length === 0 ? null : (
          <div key={title} class="changes">
            <h3>{now.t(title)}</h3>
            <ul>
              {shown.map((name) => (
                <SettingChange key={name} name={name} now={now} then={then} />
              ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}

function SettingChange({ name, now, then }: Speeches & { name: AgentSetting }) {
  if (name === 'rules' || name === 'moreLinks') return <ListChanges name={name} now={now} then={then} />;
  const [old, next] = [settingWords(name, now), settingWords(name, then)];
  return <Change label={now.t(SETTING_LABELS[name])} now={old} then={next} />;
}

/** One changed value. Without `now` there was no value before. */
function Change({ label, now, then }: { label: string; now?: string; then: string }) {
  const t = useT();
  const value = (text: string) => (text === '' ? <i>{t('file.none')}</i> : <bdi>{text}</bdi>);
  return (
    <li class="change">
      <span>{label}</span>{' '}
      <span>
        {now !== undefined && (
          <>
            <span class="unseen">{t('file.now')} </span>
            <span class="was">{value(now)}</span> <span class="unseen">{t('file.then')} </span>
          </>
        )}
        {value(then)}
      </span>
    </li>
  );
}

/** Rules or links that would be added, removed, changed or reordered. */
function ListChanges({ name, now, then }: Speeches & { name: 'rules' | 'moreLinks' }) {
  const { items, isReordered } = listChange(now.settings[name], then.settings[name]);
  const order = then.settings[name].map((item, index) => ruleName(item, index, then.t));
  return (
    <>
      {items.map((item) => (
        <ItemChanged key={item.id} item={item} now={now} then={then} />
      ))}
      {isReordered && <Change label={now.t('file.order')} then={listed(order, then)} />}
    </>
  );
}

/** One rule or link that would be added, removed or changed, with its changed parts. */
function ItemChanged({ item: { before, after, parts }, now, then }: Speeches & { item: ItemChange }) {
  const { t } = now;
  const nameOf = (state: ItemState | null): string => (state === null ? '' : ruleName(state, state.index, t));
  const isRenamed = before !== null && after !== null && before.name !== after.name;
  return (
    <li>
      <p class="item">
        <b>
          <bdi>{nameOf(before ?? after)}</bdi>
        </b>{' '}
        {before === null && <span class="chip">{t('file.added')}</span>}
        {after === null && <span class="chip">{t('file.removed')}</span>}
      </p>
      <ul>
        {isRenamed && <Change label={t('file.name')} now={nameOf(before)} then={nameOf(after)} />}
        {parts.map((part) => {
          const words = partWords(part, after?.parts ?? {}, then);
          const old = before === null ? {} : { now: partWords(part, before.parts, now) };
          return <Change key={part} label={t(partLabel(part))} {...old} then={words} />;
        })}
      </ul>
    </li>
  );
}
