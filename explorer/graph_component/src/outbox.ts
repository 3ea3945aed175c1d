/** What the reader did and Python has not answered yet. Streamlit hands over only the last of what is sent during one run: so all of it is sent each time. */
import type { Act, Sent } from "./types";

/** An action makes the waiting ones of these kinds pointless: it says all that they said. */
const REPLACES: Record<Act["kind"], Array<Act["kind"]>> = { select: ["select"], expand: ["select"], hide: ["hide"], pin: ["pin"], undo: [] };

export class Outbox {
  private waiting: Sent[] = [];
  private last = 0;

  /** Add an action; returns everything that is waiting, oldest first. */
  add(act: Act): Sent[] {
    this.last = Math.max(this.last + 1, performance.timeOrigin + performance.now());
    this.waiting = [...this.waiting.filter((one) => !REPLACES[act.kind].includes(one.kind)), { ...act, n: this.last }];
    return this.waiting;
  }

  /** Python has answered everything up to `n`. */
  answered(n: number): void {
    this.waiting = this.waiting.filter((one) => one.n > n);
  }

  /** The waiting action of a kind, which Python's picture does not know yet. */
  pending<K extends Act["kind"]>(kind: K): Extract<Sent, { kind: K }> | undefined {
    return this.waiting.find((one): one is Extract<Sent, { kind: K }> => one.kind === kind);
  }
}
