// Word documents made for the tests.
import { Document, Packer, Paragraph, Table, TableCell, TableRow, type ITableCellOptions } from 'docx';

export const paragraph = (text: string) => new Paragraph(text);

/** A cell with the given lines. */
export const cell = (text: string, options: Partial<ITableCellOptions> = {}) => new TableCell({ children: text.split('\n').map(paragraph), ...options });

export const table = (...rows: TableCell[][]) => new Table({ rows: rows.map((children) => new TableRow({ children })) });

export const docx = async (children: readonly (Paragraph | Table)[], title?: string): Promise<Uint8Array> =>
  new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children: [...children] }], ...(title === undefined ? {} : { title }) })));
