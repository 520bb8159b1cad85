// @ts-check
/** The page's calls to the playground's server, and the stream of what happens there. */

const PATIENCE = 30_000; // longer than the bot may take, so that no button waits for ever
const RETRY = [500, 1000, 2000, 4000];

/** A call that failed: `kind` says which notice is due, `message` what the server said. */
export class PlayError extends Error {
  /**
   * @param {"offline" | "slow" | "refused"} kind
   * @param {string} message
   */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/**
 * Make a call; a body makes it a POST.
 * @param {string} path
 * @param {object} [body]
 * @param {AbortSignal} [signal] aborting it rejects with its AbortError, which is no PlayError
 * @returns {Promise<any>}
 */
export async function call(path, body, signal) {
  const timeout = AbortSignal.timeout(PATIENCE);
  const request = {
    method: body ? "POST" : "GET",
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  };
  try {
    const response = await fetch(`play/${path}`, request);
    const answer = await response.json();
    if (response.ok) return answer;
    throw new PlayError(response.status === 504 ? "slow" : "refused", answer.error ?? String(response.status));
  } catch (error) {
    if (error instanceof PlayError || signal?.aborted) throw error;
    throw new PlayError(timeout.aborted ? "slow" : "offline", String(error));
  }
}

/**
 * Follow the stream of events for as long as the page lives; opened again, ever more patiently, when lost.
 * @param {Record<string, (data: any) => void>} handlers by the event's name
 * @param {{open: () => void, lost: () => void}} changes of the connection
 */
export function follow(handlers, changes) {
  let failures = 0;
  const connect = () => {
    const source = new EventSource("play/events");
    source.onopen = () => {
      failures = 0;
      changes.open();
    };
    source.onerror = () => {
      source.close();
      changes.lost();
      setTimeout(connect, RETRY[Math.min(failures, RETRY.length - 1)]);
      failures += 1;
    };
    for (const [name, handler] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => handler(JSON.parse(event.data)));
    }
  };
  connect();
}
