// An importer process that misbehaves as its argument says.
const how = process.argv[2];
const say = (message) => process.parentPort.postMessage(message);
if (how === 'exit-first') process.exit(7);
process.parentPort.on('message', () => {
  say({ type: 'reading' });
  if (how === 'exit') setTimeout(() => process.exit(9), 20);
  if (how === 'nonsense') say({ type: 'hello' });
  if (how === 'lie') say({ type: 'answer', result: { ok: true, value: { days: 'all of them', skipped: -1 } } });
  // After the message has left.
  if (how === 'spin')
    setTimeout(() => {
      for (;;);
    }, 20);
});
