// Findings are data, never exceptions: one thing worth telling about one subject. Their types live in this one catalogue,
// from which the codebook and the pages are made.
import type { FieldId } from './form.js';
import type { Place } from './place.js';

export type Severity = 'fatal' | 'error' | 'warning' | 'note';

interface FindingKind {
  readonly severity: Severity;
  readonly title: string;
  /** What it means and what a reader of the dataset can do. */
  readonly description: string;
}

const kind = (severity: Severity, title: string, description: string): FindingKind => ({ severity, title, description });

/** Every type a finding may have. Adding one: a line here and the code that raises it. */
export const FINDINGS = {
  // sources: is the listing whole?
  'listing-incomplete': kind('warning', 'Listing not complete', 'Part of a listing was not served; reports on it are unknown, not missing.'),
  'listing-empty': kind('warning', 'No report on the listing', 'The listing was served, but nothing on it looks like a report; that need not mean that none was published.'),
  'rows-unexplained': kind('warning', 'Rows that may be reports', 'Rows of the listing may be reports by their titles, and nothing tells; what the listing does not name is unknown, not missing.'),
  'pictures-left': kind('warning', 'Too many pictures', 'The report is in more pictures, or in larger ones, than are fetched for one page; the rest is unknown.'),
  'needs-javascript': kind('warning', 'Listing drawn by scripts', 'The page holds scripts and no links; its list is made in the browser and is not known from here.'),
  'needs-postback': kind('warning', 'Paging needs post-back', 'Further pages of the listing are reached only by posting the page back, which is not done; reports on them are unknown.'),
  'host-differs': kind('note', 'Text names another host', 'The report says it is to be had from another host than the one that served it: an old address, or a copy.'),
  'file-unreadable': kind('fatal', 'File not there', 'No file at this path, or no permission to read it.'),
  'certificate-unverified': kind('warning', 'Certificate not verified', 'A person decided that the certificate of this portal is not verified; who answered there is not proven.'),
  // read: could the bytes be read?
  'empty-file': kind('fatal', 'Empty file', 'The file has no bytes; fetch it again.'),
  'unknown-format': kind('fatal', 'Format not known', 'The bytes are none of the formats gongkai reads.'),
  'broken-file': kind('fatal', 'File cannot be opened', 'The file is damaged or cut short; fetch it again.'),
  'encrypted-file': kind('fatal', 'File is encrypted', 'The file needs a password; ask the body for an open copy.'),
  'image-only': kind('error', 'Pages are pictures', 'No text on the pages; the document must be read as a scan.'),
  'no-text': kind('error', 'Document without text', 'The document opens but holds no text and no picture.'),
  'page-failed': kind('error', 'Page not read', 'One page could not be read; the others were.'),
  'page-without-text': kind('warning', 'Page is a picture', 'One page has no text, only a picture; its tables are not in the report.'),
  'charset-damage': kind('warning', 'Characters lost', 'Bytes that fit no character set; the characters stand as U+FFFD.'),
  'characters-unmapped': kind('warning', 'Characters without code', 'A font does not say which characters it shows; they stand as U+FFFD.'),
  'hidden-text': kind('warning', 'Text layer of a scan', 'The page is a picture; its text is an invisible layer made by OCR and may be misread.'),
  'picture-too-large': kind('error', 'Picture too large', 'A picture has more pixels than any scan of a page; it was not opened.'),
  'scan-too-coarse': kind('error', 'Scan too coarse', 'The picture has too few pixels an inch for digits to be told apart; scan the page again at 200 or more.'),
  'scan-without-grid': kind('error', 'No table found on the picture', 'The pages are pictures, but no lines of a table were found on them; what they say is not known.'),
  'print-unknown': kind('error', 'Not print', 'Two readers disagree on too many figures of a page: handwriting or a ruined copy. None of them has a value.'),
  'labels-unread': kind('error', 'Labels not read', 'A table has the shape of the form, but its labels cannot be read; its figures have no value.'),
  'labels-assumed': kind('note', 'Labels follow from the form', 'Some labels of a scanned table were read and agree with the form in its order; the others were taken from the form.'),
  'page-timeout': kind('error', 'Page took too long', 'A page was given up when its time was over; it is read again at the next run.'),
  'stream-table': kind('note', 'Table without rules', 'No lines are drawn; columns were told by the gaps between words.'),
  // recognise: is it a report, and is everything in its place?
  'not-a-report': kind('error', 'No report in this file', 'None of the tables of the official form was found.'),
  'look-alike': kind('note', 'Looks like a report', 'The page has the tables, but is the report of a hospital, school or firm, an explanation, or not of a year; its figures are not used.'),
  'form-blank': kind('error', 'Form without figures', 'The tables of the official form are there, but no number is filled in.'),
  'table-missing': kind('warning', 'Table not found', 'One of the three tables of the form was not found in the report.'),
  'row-missing': kind('warning', 'Row not found', 'A row of the form was not found in the table; its fields are absent, not zero.'),
  'column-missing': kind('warning', 'Column not found', 'A column of the form was not found in the table; its fields are absent, not zero.'),
  'row-left-over': kind('warning', 'Row not known', 'A row with figures belongs to no row of the form; its figures are not used.'),
  'cell-left-over': kind('warning', 'Cell left over', 'A figure stands where the form has no field; it is not used.'),
  'value-unreadable': kind('warning', 'Not a number', 'A cell of a number field holds text without a number that could be told.'),
  'alignment-doubtful': kind('error', 'Cells doubtful', 'The layout allows more than one reading and the identities do not decide; the values are left out.'),
  'alignment-deduced': kind('note', 'Alignment from the identities', 'The layout allows more than one reading; only one satisfies the identities.'),
  'unit-unknown': kind('note', 'Unit not printed', 'An amount without a unit in cell or heading; the form names none.'),
  'body-unknown': kind('warning', 'Body not found', 'The name of the body was not found in title, signature or page data.'),
  'name-doubtful': kind('warning', 'Name of the body not proven', 'The name was read from a picture and nothing else on the paper, in the link or in the page data says the same; a character may be wrong.'),
  'year-unknown': kind('warning', 'Year not found', 'The year of the report was not found in title, period sentence or dates.'),
  'year-conflict': kind('note', 'Years disagree', 'Title, period sentence or dates name different years; the title counts.'),
  'implausible-value': kind('note', 'Value implausible', 'The value is printed so but hardly possible for this kind of body or field.'),
  // audit: what did a picture say?
  'reading-doubtful': kind('warning', 'Figure not proven', 'Two readers of a picture disagree or are unsure, and the identities do not decide; the cell has no value.'),
  'reading-settled': kind('note', 'Figure settled by the identities', 'Two readers of a picture disagree; only one of their readings satisfies every identity it is in.'),
  // audit: does the printed arithmetic hold?
  'identity': kind('error', 'Identity violated', 'The printed numbers do not satisfy an identity (勾稽关系) of the form.'),
  'identity-soft': kind('warning', 'Soft identity violated', 'The printed numbers break a rule that mostly, but not always, must hold.'),
  'depends-on-blank': kind('note', 'Identity depends on a blank', 'The identity holds only if a printed blank is not zero.'),
  // cli, publish: the run as a whole
  'stage-failed': kind('fatal', 'Processing failed', 'A stage gave up on this file; a defect of gongkai, please report it. The other files are not touched by it.'),
  'document-timeout': kind('fatal', 'Document took too long', 'Reading the file was ended when its time was over; it is tried again at the next run.'),
  'document-memory': kind('fatal', 'Document needs too much memory', 'Reading the file was ended when it passed the limit of memory; it is tried again at the next run.'),
  'document-crash': kind('fatal', 'Document ended its reader', 'The process that read the file ended without a result; it is tried again at the next run.'),
  'copies-differ': kind('warning', 'Copies differ', 'Two files hold the same report with different values; one is published, the other is named beside it.'),
} as const satisfies Record<string, FindingKind>;

export type FindingType = keyof typeof FINDINGS;

export interface Finding {
  readonly type: FindingType;
  readonly severity: Severity;
  /** Code of the edit rule, for findings of the audit. */
  readonly rule?: string;
  readonly fields?: readonly FieldId[];
  readonly expected?: number | null;
  readonly found?: number | null;
  /** Whose mistake: the body's (`source`), ours (`reading`), or not known. */
  readonly cause?: 'reading' | 'source' | 'unknown';
  readonly at?: readonly Place[];
  /** What was expected, what was found, where, and what to do. */
  readonly note: string;
}

/** Makes a finding of a catalogued type; the severity comes from the catalogue unless `more` says otherwise. */
export const finding = (type: FindingType, note: string, more: Omit<Partial<Finding>, 'type' | 'note'> = {}): Finding => ({
  type,
  severity: FINDINGS[type].severity,
  ...more,
  note,
});
