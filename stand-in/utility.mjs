// Inside a utility process: process.parentPort, as Electron gives it. Messages wait for the first listener.
import { EventEmitter } from 'node:events';

const waiting = [];
class ParentPort extends EventEmitter {
  postMessage(message) {
    if (process.connected) process.send(structuredClone(message));
  }
  start() {}
}
const port = new ParentPort();
port.on('newListener', (event) => {
  if (event === 'message') queueMicrotask(() => waiting.splice(0).forEach((data) => port.emit('message', { data, ports: [] })));
});
process.on('message', (data) => {
  if (port.listenerCount('message') === 0) waiting.push(data);
  else port.emit('message', { data, ports: [] });
});
// Main is gone: nobody is left to answer to.
process.on('disconnect', () => process.exit(0));
process.parentPort = port;
Object.defineProperty(process, 'type', { value: 'utility' });
