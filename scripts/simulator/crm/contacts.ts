/** The customers in the simulated CRMs. */

/** A customer. The telephone number is written as a person typed it. */
export interface CrmContact {
  readonly id: number;
  readonly name: string;
  readonly company: string;
  readonly companyId: number;
  readonly phone: string;
  readonly status: string;
  readonly owner: string;
  readonly ownerId: number;
}

const planet = { company: 'Daily Planet', companyId: 70, owner: 'Perry White', ownerId: 90 };

/** Two customers share a number. The last one is a stranger whose number contains the first one's digits. */
export const CONTACTS: readonly [CrmContact, ...CrmContact[]] = [
  { id: 1, name: 'Clark Kent', phone: '+972501234567', status: 'Customer', ...planet },
  { id: 2, name: 'Lois Lane', phone: '+972507654321', status: 'Customer', ...planet },
  { id: 3, name: 'Lucy Lane', phone: '0507654321', status: 'Lead', ...planet },
  {
    id: 4,
    name: 'Lex Luthor',
    company: 'LexCorp',
    companyId: 71,
    phone: '15012345678',
    status: 'Lead',
    owner: 'Mercy Graves',
    ownerId: 91,
  },
];

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** How the searches of CRMs compare: text as typed, or digits alone. */
export const COMPARE = {
  contains: (phone: string, wanted: string) => phone.includes(wanted),
  endsWith: (phone: string, wanted: string) => phone.endsWith(wanted),
  equals: (phone: string, wanted: string) => phone === wanted,
  digitsContain: (phone: string, wanted: string) => digitsOf(phone).includes(digitsOf(wanted)),
  digitsEnd: (phone: string, wanted: string) =>
    digitsOf(phone).endsWith(digitsOf(wanted).replace(/^972/, '').replace(/^0/, '')),
} as const;

/** Returns the customers whose number fits one of the wanted texts. */
export const contactsWith = (
  compare: (phone: string, wanted: string) => boolean,
  ...wanted: readonly string[]
): readonly CrmContact[] =>
  CONTACTS.filter(({ phone }) => wanted.some((each) => each !== '' && compare(phone, each)));
