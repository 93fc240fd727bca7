'use strict';
// An order service with a pool of database connections. Who has the number of an order gets the order; who has none
// gets a friendly hint. Whatever the path out of the handler, the connection goes back to the pool in the finally
// block.
const http = require('node:http');

class Connection {
  constructor() {
    this.statements = new Map();
  }

  findOrder(number) {
    if (!this.statements.has('order')) this.statements.set('order', 'select * from orders where number = ?');
    return `order ${number}: on its way\n`;
  }
}

class ConnectionPool {
  constructor() {
    this.idle = [];
    this.inUse = new Set();
  }

  acquire() {
    const connection = this.idle.pop() ?? new Connection();
    this.inUse.add(connection);
    return connection;
  }

  release(connection) {
    this.inUse.delete(connection);
    this.idle.push(connection);
  }
}

const pool = new ConnectionPool();

const server = http.createServer((request, response) => {
  const number = new URL(request.url, 'http://localhost').searchParams.get('order');
  const connection = pool.acquire();
  try {
    if (number === null) {
      response.end('which order? try ?order=7\n');
      return;
    }
    response.end(connection.findOrder(number));
  } finally {
    pool.release(connection);
  }
});

server.listen(process.env.PORT ?? 0, '127.0.0.1', () => {
  console.log(`pool listens on http://127.0.0.1:${server.address().port}`);
});
