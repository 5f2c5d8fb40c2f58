// Runs the programs of this folder as they are run once installed: compiled. `npm run bench` is all of them, `npm run bench -- rerun 10000` one.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Below node_modules, so that packages are found. */
const FOLDER = join(ROOT, 'node_modules', '.cache', 'gongkai-bench');

const run = (program: string, argv: readonly string[]): void => {
  const { status } = spawnSync(program, argv, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const settings = { extends: join(ROOT, 'tsconfig.json'), compilerOptions: { noEmit: false, rootDir: ROOT, outDir: FOLDER, typeRoots: [join(ROOT, 'node_modules', '@types')] }, include: ['src', 'scripts/bench', 'scripts/factory'].map((name) => join(ROOT, name)), exclude: [] };
writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(settings));
run(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', FOLDER]);
copyFileSync(join(ROOT, 'package.json'), join(FOLDER, 'package.json'));
symlinkSync(join(ROOT, 'fixtures'), join(FOLDER, 'fixtures'));
cpSync(join(ROOT, 'scripts', 'factory', 'figures'), join(FOLDER, 'scripts', 'factory', 'figures'), { recursive: true });
const [first = '', ...rest] = process.argv.slice(2);
const [program, argv] = /^[a-z]/.test(first) ? [first, rest] : ['main', process.argv.slice(2)];
run(process.execPath, [join(FOLDER, 'scripts', 'bench', `${program}.js`), ...argv]);
