// Photos looked at closely: larger, turned, with more contrast; by buttons, by keys, by the pointer.

const CLOSEST = 6;
const STEP = 1.5;
const CONTRASTS = [1, 1.5, 2.2];
const PLAIN = { scale: 1, turn: 0, contrast: 0, x: 0, y: 0 };
const PAN = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };

export const KEYS = { "+": "closer", "=": "closer", "-": "farther", t: "turn", l: "contrast", 0: "plain" };

const ACTS = {
  closer: (at) => ({ scale: Math.min(CLOSEST, at.scale * STEP) }),
  farther: (at) => (at.scale / STEP <= 1.01 ? { scale: 1, x: 0, y: 0 } : { scale: at.scale / STEP }),
  turn: (at) => ({ turn: (at.turn + 90) % 360 }),
  contrast: (at) => ({ contrast: (at.contrast + 1) % CONTRASTS.length }),
  plain: () => PLAIN,
};

class Viewer {
  constructor(frame) {
    this.frame = frame;
    this.image = frame.querySelector("img");
    this.link = frame.querySelector("a");
    this.said = frame.querySelector("[data-said]");
    this.at = { ...PLAIN };
    frame.querySelector("[data-tools]").hidden = false;
    for (const button of frame.querySelectorAll("[data-act]")) {
      button.addEventListener("click", () => this.act(button.dataset.act));
    }
    this.link.draggable = this.image.draggable = false;
    this.link.addEventListener("click", (event) => {
      if (this.at.scale > 1) event.preventDefault(); // it is held and moved, not opened
    });
    this.link.addEventListener("pointerdown", (event) => this.hold(event));
    this.link.addEventListener("keydown", (event) => this.pan(event));
  }

  act(name) {
    Object.assign(this.at, ACTS[name](this.at));
    this.draw();
  }

  hold(event) {
    if (this.at.scale === 1) return;
    event.preventDefault();
    this.link.setPointerCapture(event.pointerId);
    const from = { x: event.clientX - this.at.x, y: event.clientY - this.at.y };
    const move = (now) => {
      Object.assign(this.at, { x: now.clientX - from.x, y: now.clientY - from.y });
      this.draw();
    };
    this.link.addEventListener("pointermove", move);
    this.link.addEventListener("lostpointercapture", () => this.link.removeEventListener("pointermove", move), { once: true });
  }

  pan(event) {
    if (this.at.scale === 1 || !PAN[event.key]) return;
    event.preventDefault();
    const [x, y] = PAN[event.key];
    Object.assign(this.at, { x: this.at.x + x, y: this.at.y + y });
    this.draw();
  }

  draw() {
    const { scale, turn, contrast, x, y } = this.at;
    const { width, height } = this.link.getBoundingClientRect();
    const reach = [(width * scale) / 2, (height * scale) / 2]; // some of it stays in sight
    this.at.x = Math.max(-reach[0], Math.min(reach[0], x));
    this.at.y = Math.max(-reach[1], Math.min(reach[1], y));
    const lies = turn % 180 ? Math.min(width, height) / Math.max(width, height) : 1; // turned, it fits
    this.image.style.transform = `translate(${this.at.x}px, ${this.at.y}px) rotate(${turn}deg) scale(${scale * lies})`;
    this.image.style.filter = contrast ? `contrast(${CONTRASTS[contrast]})` : "";
    this.frame.classList.toggle("close", scale > 1);
    this.said.textContent = this.frame.dataset.words
      .replace("%z", Math.round(scale * 100)).replace("%t", turn).replace("%c", Math.round(CONTRASTS[contrast] * 100));
  }
}

let viewers;

function begin() {
  viewers = [...document.querySelectorAll("[data-viewer]")].map((frame) => new Viewer(frame));
}

begin();
document.addEventListener("record", begin);

// What a key does: to the photo that has the focus, else to the first.
export function act(name) {
  const held = viewers.find(({ frame }) => frame.contains(document.activeElement));
  (held ?? viewers[0])?.act(name);
}

export const has = () => viewers.length > 0;
