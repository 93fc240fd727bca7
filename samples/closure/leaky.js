'use strict';
// A sales report that is made anew for every request; the newest one is kept for the export job. logChange looks
// harmless: it only runs when DEBUG is set. But it reads previousReport, so previousReport is kept in the scope
// that all functions of publishReport share, and render belongs to that scope as well. Each report therefore keeps
// the one before it, and so on, back to the very first.
const http = require('node:http');

const SALES = 1_000;
let currentReport = null;

function publishReport() {
  const previousReport = currentReport;
  const logChange = () => {
    console.error(`report changed from ${previousReport?.title} to ${currentReport.title}`);
  };

  const sales = Array.from({ length: SALES }, (_, order) => (order * 17) % 500);
  const total = sales.reduce((sum, amount) => sum + amount, 0);
  currentReport = {
    title: `sales of ${total} EUR`,
    sales,
    render() {
      return `${this.title}\n`;
    },
  };
  if (process.env.DEBUG) logChange();
}

const server = http.createServer((request, response) => {
  publishReport();
  response.end(currentReport.render());
});

server.listen(process.env.PORT ?? 0, '127.0.0.1', () => {
  console.log(`closure listens on http://127.0.0.1:${server.address().port}`);
});
