process.parentPort.on('message', ({ data: { id, numbers } }) => {
  process.parentPort.postMessage({ id, sum: numbers.reduce((a, b) => a + b, 0) });
});
