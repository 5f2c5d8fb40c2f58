// A listing of no known family: links whose text or title looks like a report, same site only; paging links are followed until they
// show nothing new.
import { readLinked } from '../paging.js';
import { makePlatform } from '../walk.js';

export const generic = makePlatform({ id: 'generic', recognises: () => true, read: readLinked });
