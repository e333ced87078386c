/** `protocol`, `session`, `ipcMain`: where main registers its handlers; server.ts and windows.ts call them. */
import { EventEmitter } from 'node:events';
import { app } from './app.ts';

type SchemeHandler = (request: Request) => Response | Promise<Response>;
const schemes = new Map<string, SchemeHandler>();
export const schemeHandler = (scheme: string): SchemeHandler | undefined => schemes.get(scheme);

export const protocol = {
  registerSchemesAsPrivileged(): void {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
  },
  handle(scheme: string, handler: SchemeHandler): void {
    if (schemes.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    schemes.set(scheme, handler);
  },
  unhandle: (scheme: string): void => void schemes.delete(scheme),
  isProtocolHandled: (scheme: string): boolean => schemes.has(scheme),
};

export interface PermissionDetails {
  readonly requestingUrl: string;
  readonly securityOrigin: string;
  readonly isMainFrame: boolean;
  readonly mediaTypes: readonly string[];
}
type RequestHandler = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: PermissionDetails,
) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string, details: Record<string, unknown>) => boolean;
type Headers = Record<string, string[]>;
type HeadersListener = (
  details: { url: string; method: string; resourceType: string; statusCode: number; responseHeaders: Headers },
  callback: (answer: { responseHeaders?: Headers; cancel?: boolean }) => void,
) => void;
type BeforeListener = (
  details: { url: string; method: string; resourceType: string },
  callback: (answer: { cancel?: boolean; redirectURL?: string }) => void,
) => void;

class Session extends EventEmitter {
  readonly protocol = protocol;
  #request: RequestHandler | null = null;
  #check: CheckHandler | null = null;
  #headers: HeadersListener | null = null;
  #before: BeforeListener | null = null;

  /** Sees only what comes through app://; a request to elsewhere goes from the browser straight to the network. */
  readonly webRequest = {
    onBeforeRequest: (...given: unknown[]): void => void (this.#before = given.at(-1) as BeforeListener | null),
    onHeadersReceived: (...given: unknown[]): void => void (this.#headers = given.at(-1) as HeadersListener | null),
    onBeforeSendHeaders: (): void => undefined,
    onCompleted: (): void => undefined,
    onErrorOccurred: (): void => undefined,
  };

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#request = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler;
  }
  setDevicePermissionHandler(): void {
    return undefined;
  }
  setDisplayMediaRequestHandler(): void {
    return undefined;
  }
  setSpellCheckerEnabled(): void {
    return undefined;
  }
  /** The browser is not ours to configure here; whoever starts it gives it the switches of gates.ts. */
  setProxy(): Promise<void> {
    return Promise.resolve();
  }
  clearStorageData(): Promise<void> {
    return Promise.resolve();
  }
  clearCache(): Promise<void> {
    return Promise.resolve();
  }

  /** Electron grants what no handler refuses. */
  async allows(contents: unknown, permission: string, details: PermissionDetails): Promise<boolean> {
    if (this.#check) {
      const mediaType = details.mediaTypes[0] ?? 'unknown';
      if (!this.#check(contents, permission, details.securityOrigin, { ...details, mediaType })) return false;
    }
    const ask = this.#request;
    return ask === null || new Promise<boolean>((resolve) => ask(contents, permission, resolve, details));
  }
  async refusesRequest(url: string, method: string): Promise<boolean> {
    const ask = this.#before;
    if (!ask) return false;
    const answer = await new Promise<{ cancel?: boolean; redirectURL?: string }>((resolve) =>
      ask({ url, method, resourceType: 'other' }, resolve),
    );
    return answer.cancel === true || answer.redirectURL !== undefined;
  }
  async changeHeaders(url: string, method: string, statusCode: number, headers: Headers): Promise<Headers | null> {
    const ask = this.#headers;
    if (!ask) return headers;
    const answer = await new Promise<{ responseHeaders?: Headers; cancel?: boolean }>((resolve) =>
      ask({ url, method, resourceType: 'other', statusCode, responseHeaders: headers }, resolve),
    );
    return answer.cancel ? null : (answer.responseHeaders ?? headers);
  }
}

export const defaultSession = new Session();
export const session = { defaultSession, fromPartition: (): Session => defaultSession };

type InvokeHandler = (event: unknown, ...args: unknown[]) => unknown;
class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, InvokeHandler>();
  handle(channel: string, handler: InvokeHandler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }
  handleOnce(channel: string, handler: InvokeHandler): void {
    this.handle(channel, (...args) => {
      this.removeHandler(channel);
      return handler(...args);
    });
  }
  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }
  /** Throws what the handler throws, and when there is none. */
  invoke(channel: string, event: unknown, args: readonly unknown[]): unknown {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  }
}
export const ipcMain = new IpcMain();
