// The server's paths: reads are open, writes carry the token.

import { token } from "./token.js";

export class Refused extends Error {
  constructor(status, body) {
    super(status === 401 ? "Open the address that `midcourse serve` printed: it holds the token." : body.error);
    this.status = status;
    this.key = body.key ?? null;
    this.allowed = body.allowed ?? null;
  }
}

async function ask(path, options = {}) {
  let reply;
  try {
    reply = await fetch(path, { ...options, headers: { Accept: "application/json", ...options.headers } });
  } catch {
    throw new Refused(0, { error: "The server does not answer. Is `midcourse serve` still running?" });
  }
  const body = await reply.json().catch(() => ({ error: `the server answered ${reply.status}` }));
  if (!reply.ok) throw new Refused(reply.status, body);
  return body;
}

export const read = (path) => ask(`api/${path}`);

export const write = (path, body = {}) =>
  ask(`api/${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token() ?? ""}` },
  });

/** Follow a job until it ends; returns what stops following it. */
export function follow(job, told) {
  const events = new EventSource(`api/jobs/${encodeURIComponent(job)}/events`);
  events.addEventListener("progress", (event) => told(JSON.parse(event.data)));
  events.addEventListener("end", (event) => {
    events.close();
    told(JSON.parse(event.data));
  });
  return () => events.close();
}
