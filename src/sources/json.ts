// Answers of list endpoints: bytes → checked values.
import type { z } from 'zod';
import { pageText } from '../charset.js';
import type { Page } from './platform.js';

/** JSON of a known shape; `undefined` for a web page, damaged JSON, or another shape. */
export const readJson = <T>(page: Page, shape: z.ZodType<T>): T | undefined => {
  const text = pageText(page.bytes, page.contentType).trim();
  if (!text.startsWith('{')) return undefined;
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
