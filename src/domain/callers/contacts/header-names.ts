/**
 * The column names that address books, telephone systems and CRMs write, by what the column holds. They are
 * compared without case, accents, spaces and punctuation. The names of telephone columns are listed one by
 * one, because many contain no word for a telephone: `Ufficio`, `Arbete`.
 */

/** What a column holds. `other` is known and is never imported. */
export type Role =
  'name' | 'first' | 'middle' | 'last' | 'company' | 'number' | 'tag' | 'owner' | 'link' | 'other';

/** Returns the form in which column names are compared. Turkish and accented letters lose their marks. */
export const foldName = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^organisation/, 'organization');

const NAMES: Readonly<Record<Role, string>> = {
  name: `Name|Full Name|Display Name|Contact Name|Contact|Customer Name|Caller Name|Person - Name
    |Deal - Person
    |שם|שם מלא|שם לקוח|שם הלקוח|שם איש קשר|איש קשר|الاسم|الاسم الكامل|اسم|اسم العميل|ФИО|Полное имя|Контакт
    |Nom complet|Nombre completo|Nome completo|Vollständiger Name|Kontakt|Anzeigename`,
  first: `First Name|Given Name|Forename|שם פרטי|الاسم الأول|Имя|Vorname|Prénom|Nombre|Nome|Voornaam|Imię
    |Primeiro nome|Förnamn|İlk Adı|Fornavn|Etunimi|名`,
  middle: `Middle Name|Additional Name|שם פרטי שני|שם אמצעי|الاسم الأوسط|Отчество`,
  last: `Last Name|Family Name|Surname|שם משפחה|اسم العائلة|Фамилия|Nachname|Nom|Apellidos|Cognome|Achternaam
    |Nazwisko|Sobrenome|Efternamn|Soyadı|Efternavn|Sukunimi|姓`,
  company: `Company|Company Name|Associated Company|Associated Company (Primary)|Primary Associated Company
    |Organization|Organization Name|Organization 1 - Name|Account Name|Account|Vendor Name|Business
    |Business Name
    |Person - Organization|Organization - Name|Deal - Organization|חברה|שם חברה|שם החברה|ארגון|עסק|שם העסק
    |الشركة|اسم الشركة|شركة|Организация|Компания|Название компании|Фирма|Firma|Unternehmen|Société|Entreprise
    |Organización|Empresa|Società|Azienda|Bedrijf|Företag|Şirket|Yritys`,
  number: `Phone|Phone Number|Telephone|Telephone Number|Tel|Tel No|Mobile|Mobile Phone|Mobile Phone Number
    |Mobile Number|Cell|Cell Phone|Cellphone|Cellular|Number|Caller Number|WhatsApp Number
    |WhatsApp Phone Number
    |Business Phone|Business Phone 2|Business Number|Work Phone|Office Phone|Home Phone|Home Phone 2
    |Company Phone
    |Company Main Phone|Primary Phone|Main Phone|Other Phone|Car Phone|Radio Phone|Assistant's Phone
    |Assistant Phone
    |Asst Phone|Callback|Direct Phone|Phone 2|Phone 3|Mobile 2
    |Person - Phone|Person - Phone - Work|Person - Phone - Home|Person - Phone - Mobile|Person - Phone - Other
    |טלפון|מספר טלפון|מס טלפון|מס' טל|טלפון נייד|נייד|סלולרי|טלפון סלולרי|פלאפון|טלפון בעבודה|טלפון בעבודה 2
    |טלפון בבית|טלפון בבית 2|טלפון ראשי של החברה|טלפון עיקרי|טלפון אחר|טלפון ברכב|טלפון רדיו|טלפון של העוזר
    |התקשרות חזרה|טלפון 1|טלפון 2|טלפון נוסף
    |الهاتف|هاتف|رقم الهاتف|الجوال|جوال|رقم الجوال|موبايل|الهاتف الجوال|الهاتف المحمول|هاتف العمل|هاتف العمل 2
    |هاتف المنزل|هاتف المنزل 2|الهاتف الرئيسي للشركة|الهاتف الأساسي|هاتف آخر|هاتف السيارة|الهاتف الراديوي
    |هاتف المساعد|رد الاتصال
    |Телефон|Номер телефона|Мобильный|Мобильный телефон|Сотовый|Номер сотового телефона|Телефон переносной
    |Рабочий телефон|Телефон раб. 2|Домашний телефон|Телефон дом. 2|Основной телефон организации
    |Основной телефон
    |Другой телефон
    |Telefon|Telefonnummer|Handy|Mobiltelefon|Mobiltelefon 2|Mobil-Tel.-Nr.|Tel. dienstlich|Tel. privat
    |Telefon geschäftlich|Telefon geschäftlich 2|Telefon privat|Telefon privat 2|Telefon Firma|Haupttelefon
    |Weiteres Telefon
    |Tél. mobile|Téléphone|Téléphone mobile|Portable|Numéro de téléphone|Téléphone (bureau)
    |Téléphone 2 (bureau)
    |Téléphone (domicile)|Téléphone 2 (domicile)|Téléphone société|Téléphone principal|Téléphone (autre)
    |Tél. professionnel|Tél. personnel
    |Teléfono|Número de teléfono|Teléfono móvil|Móvil|Teléfono del trabajo|Particular|Teléfono principal
    |Otro teléfono
    |Número de centralita de la organización
    |Telefono|Numero di telefono|Cellulare|Ufficio|Ufficio 2|Abitazione|Abitazione 2|Telefono principale
    |Telefono principale società|Altro telefono
    |Telefoon|Telefoonnummer|Mobiele telefoon|Mobiel|Telefoon op werk|Telefoon op werk 2|Telefoon thuis
    |Telefoon thuis 2|Hoofdtelefoon bedrijf|Hoofdtelefoon|Andere telefoon
    |Telefon komórkowy|Telefon służbowy|Telefon służbowy 2|Telefon domowy|Telefon domowy 2
    |Główny telefon do firmy|Telefon podstawowy|Inny telefon|Numer telefonu
    |Telefone|Número de telefone|Telefone celular|Celular|Telefone comercial|Telefone comercial 2
    |Telefone residencial|Telefone residencial 2|Telefone principal da empresa|Telefone principal
    |Outro telefone
    |Arbete|Telefon 2, arbete|Hem|Telefon 2, hem|Företag, växel|Telefon 1|Telefon 2|Telefon, annan
    |Cep Telefonu|İş Telefon No|İş Telefonu 2|Ev Telefonu|Ev Telefonu 2|Şirket Santral Telefonu
    |Birincil Telefon
    |Diğer Telefon No
    |Telefon (arbejde)|Telefon 2 (arbejde)|Telefon (privat)|Telefon 2 (privat)|Primær telefon (firma)
    |Primær telefon|Anden telefon|Puhelin|Puhelinnumero|電話番号`,
  tag: `Tag|Tags|Category|Categories|Status|Lead Status|Segment|Customer Type|Person - Labels|קטגוריות|קטגוריה
    |סטטוס|תגית|תגיות|סוג לקוח|الفئة|الفئات|الحالة|Категория|Категории|Статус|Тег|Kategorie|Kategorien
    |Catégories
    |Categorías|Categorie`,
  owner: `Owner|Contact Owner|Account Owner|Lead Owner|Record Owner|Person - Owner|Assigned To|אחראי|בעלים
    |מנהל לקוח|المالك|المسؤول|Владелец|Ответственный`,
  link: `Record URL|Record Link|CRM Link|CRM URL|Link|URL|קישור|קישור לרשומה|الرابط|رابط|Ссылка`,
  other: `Fax|Fax Number|Business Fax|Home Fax|Other Fax|Work Fax|Pager|Pager Number|Telex|ISDN|TTY/TDD Phone
    |פקס|פקס בעבודה|פקס בבית|פקס אחר|איתורית|טלקס|טלפון טקסט (TTY/TDD)|فاكس|فاكس العمل|فاكس المنزل|فاكس آخر
    |النداء|جهاز النداء|Рабочий факс|Домашний факс|Другой факс|Fax geschäftlich|Fax privat|Weiteres Fax
    |Télécopie (bureau)|Télécopie (domicile)|Télécopie (autre)|Otro fax|Fax (uff.)|Fax (ab.)|Altro fax
    |Fax op werk|Fax thuis|Andere fax|Faks służbowy|Faks domowy|Inny faks|Fax comercial|Fax residencial
    |Outro fax
    |Fax arbete|Fax, hem|Fax, annan|İş Faks No|Ev-Faks No|Diğer Faks No|Fax (arbejde)|Fax (privat)|Anden fax
    |Title|Suffix|Nickname|Job Title|Department|Email|E-mail Address|E-mail 2 Address|E-mail 3 Address|Mail
    |Notes
    |Birthday|Photo|Labels|Group Membership|Record ID|Item ID (auto generated)|Subitems|Person - ID
    |תואר|סיומת|תפקיד|מחלקה|כתובת דואר אלקטרוני|כתובת דואר אלקטרוני 2|הערות|חשבון|דף אינטרנט|דואל|אימייל
    |القسم|اللقب المهني|Должность`,
};

const ROLES: ReadonlyMap<string, Role> = new Map(
  (Object.keys(NAMES) as Role[]).flatMap((role) =>
    NAMES[role].split('|').map((name) => [foldName(name), role] as const),
  ),
);

/** Google numbers its columns: `Phone 2 - Value`, with a type or label beside it. */
const GOOGLE_NUMBER = /^phone\d+value$/;
const GOOGLE_OTHER = /^(?:phone|email|address)\d+(?:type|label|value)$/;

/** Returns what a column of this name holds, or null for an unknown name. */
export function roleOf(name: string): Role | null {
  const folded = foldName(name.slice(0, 200));
  if (GOOGLE_NUMBER.test(folded)) return 'number';
  return ROLES.get(folded) ?? (GOOGLE_OTHER.test(folded) ? 'other' : null);
}

const NUMBER_WORDS =
  /phone|mobile|cell|^tel|telefon|טלפון|^טל(?!\p{L})|נייד|סלולרי|פלאפון|هاتف|جوال|موبايل|телефон|^моб|сотов/u;
const NOT_TO_CALL = /fax|faks|פקס|فاكس|факс|pager|telex|טלקס/u;
const COMPANY_WORDS = /company|organization|חברה|עסק|شركة|компания|организация|firma/u;
const NAME_WORDS = /name|^שם|לקוח|^اسم|имя|фамилия|клиент|customer|client/u;

/** Returns what a column of an unknown name probably holds, or null. A person should confirm it. */
export function guessRole(name: string): Role | null {
  const folded = foldName(name.slice(0, 200));
  if (NOT_TO_CALL.test(folded)) return 'other';
  if (NUMBER_WORDS.test(folded)) return 'number';
  if (COMPANY_WORDS.test(folded)) return 'company';
  return NAME_WORDS.test(folded) ? 'name' : null;
}
