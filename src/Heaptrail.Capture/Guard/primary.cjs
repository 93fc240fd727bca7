'use strict';
// The primary of `heaptrail guard --cluster`: owns the ports, starts workers and lets them go as the guard says. It outlives the guard, and serves the next one.
const cluster = require('cluster');
const net = require('net');
const { exec, args, execArgv } = JSON.parse(process.env.HEAPTRAIL_GUARD_WORKERS);
delete process.env.HEAPTRAIL_GUARD_WORKERS;
(cluster.setupPrimary || cluster.setupMaster).call(cluster, { exec, args, execArgv });
let channel = null;
const tell = (message) => { if (channel) channel.write(JSON.stringify(message) + '\n'); };
const up = new Set();
cluster.on('listening', (worker) => { up.add(worker.id); tell({ type: 'listening', pid: worker.process.pid }); });
cluster.on('message', (worker, message) => { if (message === 'ready') tell({ type: 'ready', pid: worker.process.pid }); });
// Comes when its last connection has ended and none can be on its way to it any more: only the primary knows that.
cluster.on('disconnect', (worker) => { tell({ type: 'drained', pid: worker.process.pid }); });
cluster.on('exit', (worker, code, signal) => { up.delete(worker.id); tell({ type: 'exit', pid: worker.process.pid, code, signal }); });
// A terminal sends these to everybody; the guard decides who ends when.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { if (!channel) process.exit(); });
const obey = (message) => {
  const worker = Object.values(cluster.workers).find((one) => one.process.pid === message.pid);
  if (message.type === 'fork') tell({ type: 'forked', pid: cluster.fork().process.pid });
  else if (message.type === 'disconnect' && worker) worker.disconnect();
  else if (message.type === 'end') process.exit();
};
const connect = () => {
  const socket = net.connect(process.env.HEAPTRAIL_GUARD);
  let text = '';
  socket.setEncoding('utf8');
  socket.on('connect', () => {
    channel = socket;
    tell({ type: 'primary', pid: process.pid, workers: Object.values(cluster.workers).filter((one) => !one.exitedAfterDisconnect).map((one) => ({ pid: one.process.pid, listening: up.has(one.id) })) });
  });
  socket.on('data', (part) => {
    text += part;
    const lines = text.split('\n');
    text = lines.pop();
    for (const line of lines) obey(JSON.parse(line));
  });
  socket.on('error', () => {});
  socket.on('close', () => { channel = null; setTimeout(connect, 500); });
};
connect();
