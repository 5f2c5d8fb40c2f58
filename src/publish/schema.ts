// The columns of the published tables, once: header row and Table Schema of the descriptor are both made from them.
import { ESCAPE_NOTE } from './csv.js';

export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'year' | 'date' | 'datetime';
  readonly description: string;
  readonly required?: true;
  /** Text that may hold anything the document prints. */
  readonly printed?: true;
}

export interface TableSpec {
  /** Name of the resource and, with `.csv`, its path. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Starts with a byte order mark, so that a spreadsheet shows the Chinese. */
  readonly bom?: true;
  readonly columns: readonly Column[];
  readonly primaryKey?: readonly string[];
  readonly foreignKeys?: readonly { readonly fields: readonly string[]; readonly resource: string; readonly references: readonly string[] }[];
}

const text = (name: string, description: string): Column => ({ name, type: 'string', description });
const code = (name: string, description: string): Column => ({ name, type: 'string', description, required: true });
const printed = (name: string, description: string): Column => ({ name, type: 'string', description, printed: true });
const whole = (name: string, description: string): Column => ({ name, type: 'integer', description });

const REPORT_ID = code('REPORT_ID', 'Id of the report: <division code or host>-<body>-<year>[-<scope>].');
const toReports = [{ fields: ['REPORT_ID'], resource: 'reports', references: ['REPORT_ID'] }];

const WHO: readonly Column[] = [
  text('REF_AREA', 'Division code (GB/T 2260) of the portal that lists the report; empty when not known.'),
  printed('REPORTING_ORG', 'Body that reports, as printed; empty when not found.'),
  text('ORG_LEVEL', 'Level told by the name of the body, see codes.csv; empty when the body was not found.'),
  text('SCOPE', 'What the figures cover, see codes.csv.'),
  { name: 'TIME_PERIOD', type: 'year', description: 'Year reported on; empty when not found.' },
];

const WHERE: readonly Column[] = [
  whole('PAGE', 'Page of the document, from 1; empty for a document without pages.'),
  text('BOX', 'Left, top, right, bottom in PDF points from the top left corner of the page.'),
  text('PATH', 'CSS path in a web page, or line and cell in a plain text.'),
];

export const OBSERVATIONS: TableSpec = {
  name: 'observations',
  title: 'Observations',
  description: 'One row is one value of one report. Ordered by report, then as on the form.',
  bom: true,
  columns: [
    REPORT_ID,
    ...WHO,
    code('FORM', 'Edition of the form this table follows.'),
    code('TABLE', 'Table of the form, see codes.csv.'),
    code('INDICATOR', 'What is counted: row of the form; see fields.csv.'),
    code('APPLICANT_TYPE', 'Who applied (section three); _Z elsewhere.'),
    code('OUTCOME', 'How the case ended (section four); _Z elsewhere.'),
    { name: 'OBS_VALUE', type: 'number', description: 'The value; empty when nothing is printed, which is not zero.' },
    code('OBS_STATUS', 'Status of the value (SDMX CL_OBS_STATUS), see codes.csv.'),
    code('UNIT_MEASURE', 'Unit of the value.'),
    printed('RAW', 'The cell exactly as printed.'),
    ...WHERE,
  ],
  primaryKey: ['REPORT_ID', 'TABLE', 'INDICATOR', 'APPLICANT_TYPE', 'OUTCOME'],
  foreignKeys: toReports,
};

export const REPORTS: TableSpec = {
  name: 'reports',
  title: 'Reports',
  description: 'One row is one report, with where its bytes come from and how its arithmetic held.',
  columns: [
    REPORT_ID,
    ...WHO,
    text('FORM_T2', 'Edition of section two; empty when the table was not found.'),
    text('FORM_T3', 'Edition of section three; empty when the table was not found.'),
    text('FORM_T4', 'Edition of section four; empty when the table was not found.'),
    printed('TITLE', 'Title as printed.'),
    printed('PUBLISHED', 'Date of publication as the document tells it.'),
    text('URL', 'Address of the file.'),
    { name: 'CAPTURED', type: 'datetime', description: 'When the file was fetched, UTC; empty for a file from disk.' },
    text('SHA256', 'SHA-256 of the bytes, hexadecimal.'),
    text('MEDIA_TYPE', 'Kind of file, told from its bytes.'),
    text('READER', 'Reader of the file.'),
    whole('VALUES', 'Fields with a number.'),
    whole('BLANKS', 'Fields without: printed blank or a mark, or doubtful.'),
    whole('CHECKS_HELD', 'Identities of the form that hold.'),
    whole('CHECKS_VIOLATED', 'Identities that are violated as printed.'),
    whole('CHECKS_SOFT_VIOLATED', 'Soft rules, which mostly hold, that do not hold here.'),
    whole('CHECKS_BLANK', 'Rules that depend on a printed blank, or are blank altogether.'),
    whole('CHECKS_NOT_FOUND', 'Rules of which a field was not found or is doubtful.'),
    whole('FINDINGS_FATAL', 'Findings by severity.'),
    whole('FINDINGS_ERROR', 'Findings by severity.'),
    whole('FINDINGS_WARNING', 'Findings by severity.'),
    whole('FINDINGS_NOTE', 'Findings by severity.'),
    printed('BODY_SEEN', 'Where the body was seen, and the text there.'),
    printed('YEAR_SEEN', 'Where the year was seen, and the text there.'),
    printed('SCOPE_SEEN', 'Where the scope was seen, and the text there.'),
    printed('TITLE_SEEN', 'Where the title was seen.'),
    printed('LEAD_TITLE', 'Text of the link that led to the file.'),
    text('FOUND_ON', 'Page on which that link stands.'),
    text('ALSO', 'Addresses of other files with the same report, separated by blanks; their values are not counted again.'),
  ],
  primaryKey: ['REPORT_ID'],
};

export const FINDINGS_TABLE: TableSpec = {
  name: 'findings',
  title: 'Findings',
  description: 'One row is one thing worth telling about a report or, without REPORT_ID, about a file that holds none.',
  columns: [
    text('REPORT_ID', 'Report it is about; empty for a file without one.'),
    text('URL', 'Address of the file.'),
    text('SHA256', 'SHA-256 of the bytes, hexadecimal.'),
    code('TYPE', 'Type of finding, see codes.csv.'),
    code('SEVERITY', 'fatal, error, warning or note.'),
    text('RULE', 'Code of the identity, for findings of the audit.'),
    text('FIELDS', 'Field ids, separated by blanks.'),
    { name: 'EXPECTED', type: 'number', description: 'Value that was expected; empty when there is none to tell.' },
    { name: 'FOUND', type: 'number', description: 'Value that was found; empty when there is none.' },
    text('CAUSE', 'Whose mistake, see codes.csv; empty when not told.'),
    ...WHERE,
    printed('NOTE', 'What was expected, what was found, where.'),
  ],
};

const moment = (name: string, description: string): Column => ({ name, type: 'datetime', description });
const day = (name: string, description: string): Column => ({ name, type: 'date', description });
const figure = (name: string, description: string): Column => ({ name, type: 'number', description });

export const REVISIONS: TableSpec = {
  name: 'revisions',
  title: 'Revisions',
  description:
    'One row is one silent change of a published report between two captures, or between two addresses. Ordered by report, then by time. Compared is what was read from the documents, not their bytes: page chrome and view counters are no change.',
  bom: true,
  columns: [
    REPORT_ID,
    text('FIELD', 'Field of the form (fields.csv), or title, body, year, scope, published; empty where the report as a whole is meant.'),
    figure('OLD_VALUE', 'The value before; empty when blank or absent.'),
    figure('NEW_VALUE', 'The value now; empty when blank or absent.'),
    printed('OLD_RAW', 'As printed before.'),
    printed('NEW_RAW', 'As printed now.'),
    code('KIND', 'What kind of change, see codes.csv.'),
    text('OLD_URL', 'Address of the older state.'),
    text('NEW_URL', 'Address of the newer state; empty when nothing came after.'),
    moment('OLD_CAPTURE', 'When the older state was fetched first, UTC.'),
    moment('NEW_CAPTURE', 'When the newer state was fetched first, or, for a report withdrawn, when it was first seen to be gone, UTC.'),
    text('OLD_SHA256', 'SHA-256 of the bytes of the older state, hexadecimal.'),
    text('NEW_SHA256', 'SHA-256 of the bytes of the newer state, hexadecimal; empty when nothing came after.'),
  ],
  foreignKeys: toReports,
};

export const COVERAGE: TableSpec = {
  name: 'coverage',
  title: 'Coverage',
  description:
    'One row is one known body and year, with what became of its report. Bodies are known from source entries, links and reports; years run from the first that anything of a source names to the last on which reports could be out when it was last asked. Ordered by area, body, year, scope.',
  bom: true,
  columns: [
    text('REF_AREA', 'Division code (GB/T 2260) of the portal that lists it; empty when not known.'),
    printed('BODY', 'Body that reports; empty when the link that was seen does not name it.'),
    text('SCOPE', 'What the report covers, see codes.csv; unknown where there is none.'),
    text('SOURCE', 'Ids of the sources that know the body, separated by blanks.'),
    { name: 'YEAR', type: 'year', description: 'Year to be reported on; empty when the link that was seen does not name it.' },
    code('OUTCOME', 'What became of it, see codes.csv under coverage.OUTCOME.'),
    day('PUBLISHED', 'When it came out first: as the page tells in any of its states and copies, else the day of signing, else the date in the address (EVIDENCE says which).'),
    day('DUE', 'Statutory date (Regulation of 2019, article 49): 31 January for departments and own reports, 31 March for a government as a whole; before 2019, 31 March. Empty where the Regulation names none.'),
    whole('DAYS_LATE', 'Days from DUE to PUBLISHED, 0 in time; empty where either is not known, and where the date is not one of publication.'),
    text('URL', 'Address of the report, or of what was found instead.'),
    printed('EVIDENCE', 'What the outcome, or the date of a published report, rests on: a code and a note.'),
    text('REPORT_ID', 'The report in reports.csv; empty when there is none.'),
  ],
  foreignKeys: toReports,
};

export const FIELDS: TableSpec = {
  name: 'fields',
  title: 'Fields (codebook)',
  description: 'One row is one field of the official form, in its order.',
  columns: [
    code('FIELD', 'Stable id, as in the findings and the JSON of a report.'),
    code('TABLE', 'Table of the form, see codes.csv.'),
    code('INDICATOR', 'As in observations.csv.'),
    code('APPLICANT_TYPE', 'As in observations.csv.'),
    code('OUTCOME', 'As in observations.csv.'),
    code('LABEL_ZH', 'Official label, headings above it first; of the newest edition that has the field.'),
    code('LABEL_EN', 'English label, proposed by this project.'),
    code('UNIT_MEASURE', 'Unit of the value.'),
    code('TYPE', 'count: whole, 0 or more; change: whole, signed; amount: decimal, 0 or more.'),
    code('EDITIONS', 'Editions that have the field, separated by blanks.'),
    code('COMPARABILITY', 'Whether values of different editions may be compared.'),
  ],
  primaryKey: ['FIELD'],
};

export const CODES: TableSpec = {
  name: 'codes',
  title: 'Code lists',
  description: 'One row is one code used in a column of the other files, and what it means.',
  columns: [
    code('LIST', 'Column that uses the code, after its file where columns of one name differ.'),
    code('CODE', 'The code.'),
    code('LABEL', 'Short name.'),
    text('DESCRIPTION', 'What it means.'),
  ],
  primaryKey: ['LIST', 'CODE'],
};

const fieldOf = ({ name, type, description, required, printed: free }: Column) => ({
  name,
  type,
  description: free ? `${description} ${ESCAPE_NOTE}` : description,
  ...(required ? { constraints: { required: true } } : {}),
});

/** Table Schema (Data Package 2.0) of one table. */
export const schemaOf = (table: TableSpec) => ({
  $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
  fields: table.columns.map(fieldOf),
  missingValues: [''],
  ...(table.primaryKey ? { primaryKey: table.primaryKey } : {}),
  ...(table.foreignKeys
    ? { foreignKeys: table.foreignKeys.map(({ fields, resource, references }) => ({ fields, reference: { resource, fields: references } })) }
    : {}),
});
