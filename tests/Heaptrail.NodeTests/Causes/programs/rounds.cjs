// node --expose-gc rounds.cjs PROGRAM leaky|fixed FOLDER STEPS: three rounds of equal work with a snapshot after each.
'use strict';
const path = require('node:path');
const v8 = require('node:v8');

const [program, variant, folder, steps] = process.argv.slice(2);

async function main() {
  const { step } = require(path.resolve(program))(variant === 'leaky');
  let i = 0;
  for (let round = 0; round <= 3; round++) {
    for (let k = 0; k < Number(steps); k++) await step(i++);
    for (let k = 0; k < 10; k++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      global.gc();
    }
    if (round > 0) v8.writeHeapSnapshot(path.join(folder, `round-${round}.heapsnapshot`));
  }
}

main().then(() => process.exit(0));
