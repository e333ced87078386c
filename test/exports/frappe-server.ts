/**
 * A Frappe HR server as far as Lintel speaks with one: the method that takes a check-in, over HTTP, with the answers of HRMS (status 417 and its words in
 * `exc`) and those of a server in trouble. What it has stored it keeps, as its database would.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Checkin = {
  readonly employee: string;
  readonly time: string;
  readonly logType: string | null;
  readonly device: string | null;
};
type Employee = { readonly name: string; readonly device: string; active: boolean };

export type FrappeServer = {
  readonly url: string;
  readonly checkins: Checkin[];
  /** Each request for the method that came, as it was sent. */
  readonly asked: Readonly<Record<string, unknown>>[];
  readonly employees: Employee[];
  /** 'down': 500. 'lost': stored, and the line is cut before the answer. 'deaf': the line is cut, nothing is stored. 'page': a login page of something else. */
  mood: 'well' | 'down' | 'lost' | 'deaf' | 'page' | 'busy';
  token: string;
  /** Shifts pair by Log Type. */
  strict: boolean;
  /** Called with each request, before it is answered. */
  onAsked: (n: number) => void;
  close(): Promise<void>;
};

const PATH = '/api/method/hrms.hr.doctype.employee_checkin.employee_checkin.add_log_based_on_employee_field';

export async function frappeServer(): Promise<FrappeServer> {
  const http = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => answer(server, request, response, body));
  });
  await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
  const server: FrappeServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    ...{ checkins: [], asked: [], employees: [], mood: 'well', token: 'key:secret', strict: false },
    onAsked: () => undefined,
    close: () => new Promise((done) => (http.closeAllConnections(), http.close(() => done()))),
  };
  return server;
}

/** As Frappe throws: its words stand in the trace, in JSON in JSON. */
function refuse(response: ServerResponse, words: string, type = 'ValidationError', status = 417): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(
    JSON.stringify({
      exception: `frappe.exceptions.${type}: ${words}`,
      exc_type: type,
      exc: JSON.stringify([`Traceback (most recent call last):\n  File "apps/frappe/frappe/app.py"\n${type}: ${words}\n`]),
      _server_messages: JSON.stringify([JSON.stringify({ message: words, title: 'Message' })]),
    }),
  );
}

function answer(server: FrappeServer, request: IncomingMessage, response: ServerResponse, body: string): void {
  const { pathname, searchParams } = new URL(request.url ?? '', server.url);
  const given = JSON.parse(body || '{}') as Readonly<Record<string, string | undefined>>;
  server.asked.push(given);
  server.onAsked(server.asked.length);
  if (server.mood === 'deaf') return void request.socket.destroy();
  if (server.mood === 'page') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>');
  if (server.mood === 'down') {
    refuse(response, 'Lost connection to MySQL server', 'OperationalError', 500);
    return;
  }
  if (server.mood === 'busy') return void response.writeHead(429).end();
  if (request.headers.authorization !== `token ${server.token}`) {
    refuse(response, '', 'AuthenticationError', 401);
    return;
  }
  if (request.method !== 'POST' || pathname !== PATH || searchParams.get('_lang') !== 'en')
    return void response.writeHead(404).end();
  const field = given['employee_fieldname'] === 'name' ? 'name' : 'device';
  const employee = server.employees.find((e) => e[field] === given['employee_field_value']);
  if (!employee) {
    refuse(response, `No Employee found for the given employee field value. '${field}': ${given['employee_field_value']}`);
    return;
  }
  if (!employee.active) {
    refuse(response, 'Transactions cannot be created for an Inactive Employee <b>Ada</b>.', 'InactiveEmployeeStatusError');
    return;
  }
  const time = given['timestamp'] ?? '';
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.000000$/.test(time)) {
    refuse(response, `time data ${time} does not match format`);
    return;
  }
  const logType = given['log_type'] ?? null;
  if (server.checkins.some((c) => c.employee === employee.name && c.time === time && c.logType === logType)) {
    refuse(response, 'This employee already has a log with the same timestamp.<Br><a href="/app">EMP-CKIN</a>');
    return;
  }
  if (server.strict && logType === null) {
    refuse(response, 'Log Type is required for check-ins falling in the shift: Day.');
    return;
  }
  server.checkins.push({ employee: employee.name, time, logType, device: given['device_id'] ?? null });
  if (server.mood === 'lost') return void request.socket.destroy();
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ message: { name: `EMP-CKIN-11-2026-${server.checkins.length}`, doctype: 'Employee Checkin' } }));
}
