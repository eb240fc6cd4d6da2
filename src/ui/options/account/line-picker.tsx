/**
 * Which lines of an account belong to the agent: picked one by one, or wherever a certain user is logged in.
 */
import { useId, useMemo, useState } from 'preact/hooks';
import { toggleItem } from '../../../domain/common/list-edits.ts';
import { isUsedByOther, type LineFacts } from '../../../domain/calls/lines.ts';
import { directoryItem, signedInUser } from '../../../platform/storage/items.ts';
import { Select, TextField } from '../../components/field.tsx';
import { formatNumber } from '../../app/format.ts';
import { missingLines, searchLines, usersOf } from './line-search.ts';
import { StatusIcon } from '../../components/icons.tsx';
import { Lockable } from '../../components/locked.tsx';
import { usePage, useStatus } from '../../app/page.tsx';
import { sanitize } from '../../../domain/common/sanitize.ts';
import { saveSetting } from '../../app/save-setting.ts';
import { needsForm } from './needs-form.ts';
import { useStoredItem } from '../../app/use-stored-item.ts';
import type { LoginType } from '../../../domain/settings/choices.ts';

/**
 * The section for picking lines. Renders nothing for a login that has lines already, because the worker then
 * keeps no directory.
 */
export function LinePicker() {
  const { translator } = usePage();
  const status = useStatus();
  const directory = useStoredItem(directoryItem);
  const loginType = useLoginType();
  const isAsked = loginType === 'account' || loginType === 'token' || (directory?.value.length ?? 0) > 0;
  if (needsForm(status) || directory === null || loginType === 'user' || !isAsked) return null;
  return (
    <div class="stack group" role="group" aria-labelledby="lines">
      <h2 id="lines">{translator.t('lines.title')}</h2>
      <PickNote />
      {directory.value.length === 0 ? (
        <p class="hint">{translator.t('lines.none')}</p>
      ) : (
        <Picker lines={directory.value} />
      )}
    </div>
  );
}

/** A notice that no call can be shown until the agent picks a line. */
export function PickNote() {
  const { settings, translator } = usePage();
  const status = useStatus();
  const loginType = useLoginType();
  const isAccount = loginType === 'account' || loginType === 'token';
  if (!isAccount || status.word !== 'online' || settings.pickedLines.length > 0 || settings.followUser !== '')
    return null;
  return (
    <p class="alert" role="alert">
      {translator.t('lines.pick')}
    </p>
  );
}

/** Returns how the user has signed in. The settings may name another way by now. */
function useLoginType(): LoginType {
  const { settings } = usePage();
  return useStoredItem(signedInUser)?.value?.type ?? settings.loginType;
}

/** The search field, the lines and the choice of a user to follow. */
function Picker({ lines }: { lines: readonly LineFacts[] }) {
  const { settings, translator } = usePage();
  const [query, setQuery] = useState('');
  const { shown, more } = useMemo(
    () => searchLines(lines, settings.pickedLines, query),
    [lines, settings.pickedLines, query],
  );
  const users = useMemo(() => usersOf(lines), [lines]);
  const names = useMemo(() => new Map(users.map(({ userId, userName }) => [userId, userName])), [users]);
  const gone = useMemo(() => missingLines(settings.pickedLines, lines), [lines, settings.pickedLines]);
  const usedBy = (name: string | undefined): string =>
    name === undefined
      ? translator.t('lines.somebodyElse')
      : translator.t({ key: 'lines.otherUser', params: { name: sanitize(name) } });
  const picked = useMemo(() => new Set(settings.pickedLines), [settings.pickedLines]);
  const pick = (lineId: string, isOn: boolean): void => {
    saveSetting(settings, 'pickedLines', (lines) => toggleItem(lines, lineId, isOn));
  };
  return (
    <div class="sheet lined">
      <TextField
        label="lines.search"
        type="search"
        autocomplete="off"
        value={query}
        error={null}
        onText={setQuery}
      />
      <Lockable name="pickedLines">
        <ul class="lines lined" aria-labelledby="lines">
          {gone.map((lineId) => (
            <LineRow
              key={lineId}
              name={lineId}
              note={translator.t('lines.gone')}
              isPicked
              onPick={(isOn) => pick(lineId, isOn)}
            />
          ))}
          {shown.map((line) => {
            const isPicked = picked.has(line.lineId);
            const note = isPicked && isUsedByOther(line) ? usedBy(names.get(line.onlineUserId)) : null;
            return (
              <LineRow
                key={line.lineId}
                name={[sanitize(line.userName), line.number === '' ? line.lineId : line.number]
                  .map((part) => translator.t({ raw: part }))
                  .join(' ')
                  .trim()}
                note={note}
                isPicked={isPicked}
                onPick={(isOn) => pick(line.lineId, isOn)}
              />
            );
          })}
        </ul>
      </Lockable>
      {more > 0 && (
        <p class="set hint">
          {translator.t({ key: 'lines.more', params: { count: formatNumber(more, translator.language) } })}
        </p>
      )}
      <Select
        name="followUser"
        label="lines.follow"
        hint="lines.followHint"
        value={settings.followUser}
        onPick={(userId) => saveSetting(settings, 'followUser', () => userId)}
      >
        <option value="">{translator.t('lines.nobody')}</option>
        {users.map(({ userId, userName }) => (
          <option key={userId} value={userId}>
            {translator.t({ raw: sanitize(userName) })}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** One line with its checkbox. `note` is a remark about the line, or null. */
function LineRow({
  name,
  note,
  isPicked,
  onPick,
}: {
  name: string;
  note: string | null;
  isPicked: boolean;
  onPick: (isOn: boolean) => void;
}) {
  const id = useId();
  return (
    <li class="set">
      <div>
        <label for={id}>
          <bdi>{name}</bdi>
        </label>
        {note !== null && (
          <p id={`${id}-note`} class="hint tone-attention">
            <span class="state">
              <StatusIcon word="trouble" />
              {note}
            </span>
          </p>
        )}
      </div>
      <input
        id={id}
        class="switch"
        type="checkbox"
        checked={isPicked}
        {...(note === null ? {} : { 'aria-describedby': `${id}-note` })}
        onChange={(event) => onPick(event.currentTarget.checked)}
      />
    </li>
  );
}
