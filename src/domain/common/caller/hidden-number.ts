/**
 * Decides whether a text names nobody: it says in words that a number is hidden or that a name is missing.
 */

/**
 * The words of texts that name nobody, such as `Private Number` or `No Caller ID`. Each language has three
 * lists: words that hide a number, words that do so beside another word (`no`, `not`), and words that may
 * stand beside those. A fourth list has words that only join others.
 */
const WORDS = {
  en: [
    `anonymous anon private restricted withheld unavailable unknown hidden blocked suppressed barred
     masked concealed redacted confidential undisclosed undefined unidentified unlisted unpublished
     unspecified prohibited none null undef nobody noname incognito caller invalid asterisk`,
    'no not out without',
    `available known provided shown displayed identified disclosed id number numbers callers call
     calling calls party user name phone telephone tel mobile cell cellphone line cid cli clid clip
     clir presentation network address subscriber interaction other service area secret protected
     wireless customer client`,
    'by with the is of from this has been and or',
  ],
  he: [
    `חסוי חסויה חסום חסומה מוסתר מוסתרת נסתר נסתרת מוסווה פרטי פרטית אנונימי אנונימית עלום סודי
     סודית מוגבל מוגבלת אלמוני`,
    'לא בלתי ללא בלי אין אינו אינה',
    `מזוהה מזהה זיהוי ידוע ידועה זמין זמינה מוכר מוכרת רשום רשומה שם מספר ממספר המספר מס טלפון
     הטלפון נייד שיחה השיחה מתקשר מתקשרת המתקשר המתקשרת קו של פלוני מוצג לקוח לקוחה מנוי`,
  ],
  ar: [
    `خاص خاصة الخاص محجوب محجوبة مخفي مخفية مجهول مجهولة مقيد مقيدة محظور محظورة سري سرية خصوصي`,
    'غير لا بدون بلا',
    `رقم الرقم هاتف الهاتف مكالمة متصل المتصل هوية يوجد معروف معروفة معرف متاح متاحة متوفر متوفرة
     مسجل اسم`,
    'من ال',
  ],
  ru: [
    `скрыт скрыто скрытый скрытая аноним анонимно анонимный анонимная неизвестен неизвестно
     неизвестный неизвестная частный приватный закрыт закрытый засекречен засекреченный секретный
     запрещен запрещено ограничен ограничено заблокирован недоступен недоступно инкогнито
     неопределен неопознан`,
    'не нет без',
    `номер номера номеров личный определен определено определился опознан известен доступен абонент
     абонента вызов вызова звонок звонящий имя имени телефон телефона`,
  ],
  other: [
    `unbekannt unterdruckt anonym privat verborgen inconnu inconnue masque masquee prive privee
     desconocido desconocida oculto oculta privado privada anonimo anonima sconosciuto privato
     desconhecido ukendt nieznany gizli bilinmeyen невідомий прихований`,
    '',
    'nummer rufnummer numero appel llamada numara anrufer',
  ],
} as const;

/** Codes for "private", "out of area" and "none", apart from the signs around them. */
const CODES = /^(?:p|o|nan|n\/a)$/i;
const AROUND = /[^\p{L}\p{N}\p{So}/]/gu;

/** Longest text that is examined, in characters. Longer texts are more than such a phrase. */
const LONGEST = 80;

/** Returns the letters of a text: without case, marks, spaces and punctuation. */
const lettersOf = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{So}]|\p{Lm}/gu, '');

/** What a word of the lists contributes to a text. */
const HIDES = 1;
const HIDES_BESIDE = 2;
const STANDS_BESIDE = 4;
const JOINS = 0;
const EFFECTS = [HIDES, HIDES_BESIDE, STANDS_BESIDE, JOINS];

type WordTable = ReadonlyMap<string, readonly (readonly [word: string, effect: number])[]>;
/** Made for the first text that needs it, because it takes 2 ms of the worker's start. */
let table: WordTable | null = null;

/** Returns the words and their effects, by their first letter. */
function makeTable(): WordTable {
  const byLetter = new Map<string, (readonly [word: string, effect: number])[]>();
  for (const lists of Object.values(WORDS))
    lists.forEach((list, index) => {
      for (const word of list.split(/\s+/).map(lettersOf).filter(Boolean)) {
        const known = byLetter.get(word.charAt(0)) ?? [];
        byLetter.set(word.charAt(0), [...known, [word, EFFECTS[index] ?? JOINS]]);
      }
    });
  return byLetter;
}

/**
 * Cuts letters into words of the lists, because servers also write `NoCallerID`. Returns the effects of the
 * words, or 0 if the letters consist of anything else.
 */
function effectsOf(letters: string): number {
  if (letters.length > LONGEST) return 0;
  table ??= makeTable();
  const reached: (number | undefined)[] = [0];
  for (let at = 0; at < letters.length; at += 1) {
    const before = reached[at];
    if (before === undefined) continue;
    for (const [word, effect] of table.get(letters.charAt(at)) ?? [])
      if (letters.startsWith(word, at)) {
        const end = at + word.length;
        reached[end] = (reached[end] ?? 0) | before | effect;
      }
  }
  return reached[letters.length] ?? 0;
}

/**
 * Returns whether a text names nobody, such as `Private Number`, `מספר חסוי`, `-1` or an empty text. A text
 * that holds any other word or number names somebody.
 */
export function namesNobody(text: string): boolean {
  const letters = lettersOf(text);
  // Zeros and negative numbers are no telephone numbers. Servers send them for "none".
  if (/^0*$/.test(letters) || CODES.test(text.replace(AROUND, ''))) return true;
  if (/^\d{1,3}$/.test(letters)) return /^[^\d+]*-/.test(text);
  const effects = effectsOf(letters);
  return (effects & HIDES) !== 0 || effects === (HIDES_BESIDE | STANDS_BESIDE);
}

/**
 * Returns whether a text beside a number adds nothing to it: `Tel:`, `Caller ID` or `Private`. A name adds
 * something.
 */
export const addsNothing = (text: string): boolean => namesNobody(text) || effectsOf(lettersOf(text)) !== 0;
