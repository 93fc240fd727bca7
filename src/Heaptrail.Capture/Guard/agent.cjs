'use strict';
// Loaded before the program by `heaptrail guard`. Tells the guard how much memory is in use and when a server listens, and lets connections run
// out when the process is about to be replaced. Nothing here keeps the process alive, and nothing fails when the guard is gone.
const path = process.env.HEAPTRAIL_GUARD;
const { isMainThread } = require('worker_threads');
if (path && isMainThread) {
  const net = require('net');
  const servers = new Set();
  let channel = null, draining = false, open = 0, listening = false, ready = false;
  const tell = (message) => { if (channel) channel.write(JSON.stringify({ pid: process.pid, ...message }) + '\n'); };

  const emit = net.Server.prototype.emit;
  net.Server.prototype.emit = function (event, ...rest) {
    if (event === 'listening' && this !== undefined && !servers.has(this)) {
      servers.add(this);
      this.once('close', () => servers.delete(this));
      listening = true;
      tell({ type: 'listening' });
    } else if (event === 'connection') {
      open++;
      rest[0].once('close', () => { open--; });
    } else if (event === 'request' && draining && rest[1]) {
      rest[1].shouldKeepAlive = false;   // the answer says "Connection: close", and the next request goes to the replacement
    }
    return emit.apply(this, [event, ...rest]);
  };

  if (process.env.HEAPTRAIL_GUARD_READY && !process.send) {
    process.send = (message) => { if (message === 'ready') { ready = true; tell({ type: 'ready' }); } return true; };
  }

  const drain = (closes) => {
    draining = true;
    for (const server of servers) {
      // To close idle connections at once would cut off the request that is just arriving on one of them.
      server.closeIdleConnections = () => {};
      if (closes) server.close();
    }
    tell({ type: 'draining' });
    setInterval(() => {}, 1000);   // without its servers a program may have nothing left to do, and would miss the signal that it cleans up at
    if (!closes) return;   // of a worker the primary tells when
    const wait = setInterval(() => {
      if (open > 0) return;
      clearInterval(wait);
      tell({ type: 'drained' });
    }, 20);
    wait.unref();
  };

  const start = () => {
    /*PROBE*/;
  };
  const report = setInterval(() => {
    if (!channel) return;
    if (!globalThis[Symbol.for('heaptrail.watch')]) start();   // `heaptrail watch` takes its place and leaves it empty
    tell({ type: 'sample', sample: globalThis[Symbol.for('heaptrail.watch')].read() });
  }, 1000);
  report.unref();

  const connect = () => {
    const socket = net.connect(path);
    let text = '';
    socket.unref();
    socket.setEncoding('utf8');
    socket.on('connect', () => {
      channel = socket;
      tell({ type: 'agent', parent: process.ppid, listening, ready });
    });
    socket.on('data', (part) => {
      text += part;
      const lines = text.split('\n');
      text = lines.pop();
      for (const line of lines) {
        const message = JSON.parse(line);
        if (message.type === 'drain') drain(message.closes);
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      channel = null;
      setTimeout(connect, 500).unref();
    });
  };
  connect();
}
