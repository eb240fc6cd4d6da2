/** One value that a CRM's adapter asks for. It is saved when the agent leaves the field. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Ask } from '../../../domain/crm-match/adapter.ts';
import { readField } from '../../../domain/crm-match/fields.ts';
import type { MessageKey } from '../../../domain/common/messages.ts';
import { sanitize } from '../../../domain/common/sanitize.ts';
import { usePage } from '../../app/page.tsx';
import { ariaFieldProps, FieldError } from '../../components/field.tsx';
import { ManagedHint, useLocked } from '../../components/locked.tsx';

const LABELS: Readonly<Record<string, MessageKey>> = {
  token: 'match.field.token',
  key: 'match.field.key',
  code: 'match.field.code',
  app: 'match.field.app',
  portal: 'match.field.portal',
  subdomain: 'match.field.subdomain',
  email: 'match.field.email',
  board: 'match.field.board',
  phoneColumn: 'match.field.phoneColumn',
  statusColumn: 'match.field.statusColumn',
  ownerColumn: 'match.field.ownerColumn',
  companyColumn: 'match.field.companyColumn',
  host: 'match.field.host',
  db: 'match.field.db',
  user: 'match.field.user',
  root: 'match.field.root',
  web: 'match.field.web',
  companyCode: 'match.field.companyCode',
};

/** Objects of their own, because TypeScript tells the inputs apart by this attribute. */
const PASSWORD = { type: 'password' } as const;
const TEXT = { type: 'text' } as const;

interface Props {
  readonly ask: Ask;
  /** The stored value. Always '' for the secret, which no page reads. */
  readonly stored: string;
  /** True if the secret is stored. */
  readonly isSet?: boolean;
  /** True if the secret is, or will be, on the disk. Otherwise it is in memory. */
  readonly isKept?: boolean;
  /** Receives a value that fits, in the form in which it is stored. */
  readonly onSave: (value: string) => void;
}

/** The field. A value that does not fit stays in it, with its error. */
export function CrmFieldRow({ ask, stored, isSet = false, isKept = false, onSave }: Props) {
  const { t } = usePage().translator;
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const isSecret = ask.type === 'secret';
  const isLocked = useLocked(isSecret ? undefined : 'crmFields');
  const isTyping = useRef(false);
  // The stored value may become known while the agent types.
  useEffect(() => {
    if (!isTyping.current) setDraft(null);
  }, [stored, isSet]);
  const key = Object.hasOwn(LABELS, ask.id) ? LABELS[ask.id] : undefined;
  const usual = key === undefined ? ask.id : t(key);
  const hints = [
    ...(isSecret ? [t(isKept ? 'match.tokenHint' : 'match.tokenHintSession')] : []),
    ...(ask.optional ? [t('match.optional')] : []),
    ...(ask.example === '' || isSecret
      ? []
      : [t({ key: 'match.example', params: { example: sanitize(ask.example) } })]),
  ];
  const leave = (text: string): void => {
    const value = text === stored ? stored : readField(ask, text);
    setWrong(value === null);
    if (value !== null && value !== stored) onSave(value);
  };
  return (
    <div class="set">
      <div>
        <label for={id}>{ask.label === undefined ? usual : sanitize(ask.label)}</label>
        {hints.length > 0 && (
          <p id={`${id}-hint`} class="hint">
            {hints.join(' · ')}
          </p>
        )}
        {isLocked && <ManagedHint id={id} />}
      </div>
      <input
        id={id}
        class="input"
        {...(isSecret ? PASSWORD : TEXT)}
        dir="ltr"
        spellcheck={false}
        autocomplete="off"
        value={draft ?? stored}
        {...(isSecret && isSet ? { placeholder: t('match.tokenSet') } : {})}
        {...ariaFieldProps(id, isWrong ? 'match.misfit' : null, hints.length > 0, isLocked)}
        disabled={isLocked}
        onInput={(event) => {
          isTyping.current = true;
          setDraft(event.currentTarget.value);
          setWrong(false);
        }}
        onBlur={(event) => {
          isTyping.current = false;
          leave(event.currentTarget.value);
        }}
      />
      <FieldError id={id} text={isWrong ? 'match.misfit' : null} />
    </div>
  );
}
