require('electron').contextBridge.exposeInMainWorld('small', {});
