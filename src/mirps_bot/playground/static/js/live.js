/** The stream of what happens in the workspace, as one person sees it. */

const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;

/** One person's live connection; comes back by itself when lost. */
export class Live {
  /**
   * @param {string} person
   * @param {{news: (item: any) => void, lost: () => void, restored: () => void}} listener
   */
  constructor(person, listener) {
    this.person = person;
    this.listener = listener;
    this.wait = FIRST_WAIT;
    this.wasLost = false;
    this.closed = false;
    this.connect();
  }

  connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(
      `${scheme}//${location.host}/page/live?person=${encodeURIComponent(this.person)}`,
    );
    this.socket.addEventListener("open", () => this.opened());
    this.socket.addEventListener(
      "message",
      ({ data }) => this.closed || this.listener.news(JSON.parse(data)),
    );
    this.socket.addEventListener("close", () => this.lost());
  }

  opened() {
    this.wait = FIRST_WAIT;
    if (this.wasLost && !this.closed) this.listener.restored();
    this.wasLost = false;
  }

  lost() {
    if (this.closed) return;
    if (!this.wasLost) this.listener.lost();
    this.wasLost = true;
    this.timer = setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket.close();
  }
}
