'use strict';

class Connection {
  constructor(target) { this.target = target; this.state = { open: true }; }
}

const pool = {
  connections: {},
  limits: { idle: 4 },
};

exports.pool = pool;

exports.connect = function connect(target) {
  const connection = new Connection(target);
  pool.connections[target] = connection;
  return connection;
};

exports.drop = function drop(connection) {
  delete pool.connections[connection.target];
};
