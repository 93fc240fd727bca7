// Starts a program, asks it for pages on loopback in equal rounds, and has a snapshot written after each.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const roads = ['v8', 'inspector', 'signal'];
const connections = 8;
const warmup = 50;

/** Writes round-1.heapsnapshot ... and run.json to a folder. */
export async function drive({ program, hook, folder, node, variant, road, rounds, requests }) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const flags = road === 'signal' ? ['--heapsnapshot-signal=SIGUSR2'] : ['--expose-gc', '-r', hook];
  const child = spawn(node, [...flags, program], {
    cwd: folder, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: { ...process.env, PORT: String(port), VARIANT: variant, SNAPSHOT_ROAD: road },
  });
  const ended = new Promise((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`${path.basename(program)} ended early: ${code ?? signal}`)));
  });
  ended.catch(() => {});
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  try {
    return await Promise.race([ended, measure(child, agent, port, { folder, road, rounds, requests })]);
  } finally {
    agent.destroy();
    child.kill('SIGKILL');
  }
}

async function measure(child, agent, port, { folder, road, rounds, requests }) {
  for (let i = 0; !(await listens(port)); i++) {
    if (i > 200) throw new Error('the program does not listen');
    await sleep(100);
  }
  let asked = 0;
  const round = async (count) => {
    const last = asked + count;
    await Promise.all(Array.from({ length: connections }, async () => {
      while (asked < last) await ask(agent, port, `/page/${asked++}`);
    }));
  };
  await round(warmup);
  const result = { rounds: [] };
  for (let i = 1; i <= rounds; i++) {
    await round(requests);
    await sleep(300);
    const file = `round-${i}.heapsnapshot`;
    await (road === 'signal' ? signalled(child, folder, file) : answered(child, path.join(folder, file)));
    result.rounds.push({ requests: asked, file });
  }
  fs.writeFileSync(path.join(folder, 'run.json'), JSON.stringify(result, null, 1));
  return result;
}

const answered = (child, file) => new Promise((resolve) => {
  child.once('message', resolve);
  child.send(file);
});

// Node names the file itself, and it is whole when its last bytes are those of a list of strings that is closed.
async function signalled(child, folder, file) {
  child.kill('SIGUSR2');
  for (;;) {
    await sleep(100);
    const made = fs.readdirSync(folder).find((name) => /^Heap\..*\.heapsnapshot$/.test(name));
    if (!made) continue;
    const from = path.join(folder, made);
    const { size } = fs.statSync(from);
    await sleep(200);
    if (size === 0 || fs.statSync(from).size !== size || !endsWell(from, size)) continue;
    fs.renameSync(from, path.join(folder, file));
    return;
  }
}

function endsWell(file, size) {
  const end = Buffer.alloc(2);
  const fd = fs.openSync(file);
  fs.readSync(fd, end, 0, 2, size - 2);
  fs.closeSync(fd);
  return end.toString() === ']}';
}

// A connection that waited for a snapshot may be closed by the server just as it is used again; that request was not served.
const ask = (agent, port, url) => new Promise((resolve, reject) => {
  const request = http.get({ host: '127.0.0.1', port, agent, path: url }, (answer) => answer.resume().on('end', resolve).on('error', reject));
  request.on('error', (error) => (request.reusedSocket ? ask(agent, port, url).then(resolve, reject) : reject(error)));
});

const listens = (port) => new Promise((resolve) => {
  const socket = net.connect(port, '127.0.0.1', () => socket.destroy().unref() && resolve(true)).on('error', () => resolve(false));
});

const freePort = () => new Promise((resolve) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});
