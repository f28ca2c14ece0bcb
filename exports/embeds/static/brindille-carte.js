/**
 * <brindille-carte src="https://…/integrer/carte?theme=tree" height="480" title="…"></brindille-carte>
 * Frames a page of Brindille: as wide as its place, loaded once it nears the screen, as high as it
 * needs to be. What lies inside the element (a link) stays where no script runs.
 */

const RIGHTS = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox";
const ROOM = [120, 4000]; // px

function address(told) {
  try {
    const url = new URL(told, document.baseURI);
    return /^https?:$/.test(url.protocol) && url.pathname.startsWith("/integrer/") ? url : null;
  } catch {
    return null;
  }
}

const within = (height) => Math.min(Math.max(Number(height) || 480, ROOM[0]), ROOM[1]);

class Carte extends HTMLElement {
  static observedAttributes = ["src", "height", "title"];

  connectedCallback() {
    this.heard = (event) => this.hear(event);
    window.addEventListener("message", this.heard);
    this.draw();
  }

  disconnectedCallback() {
    window.removeEventListener("message", this.heard);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.draw();
  }

  draw() {
    const url = address(this.getAttribute("src") ?? "");
    if (!url) return; // what lies inside stays
    const frame = this.frame ?? document.createElement("iframe");
    frame.title = this.getAttribute("title") || "Brindille";
    frame.height = within(this.getAttribute("height"));
    Object.assign(this.style, { display: "block", maxWidth: "100%" });
    Object.assign(frame.style, { display: "block", width: "100%", border: "0" });
    if (!this.frame) {
      frame.loading = "lazy";
      frame.referrerPolicy = "no-referrer";
      frame.setAttribute("sandbox", RIGHTS);
      frame.src = url.href;
      this.frame = frame;
      this.replaceChildren(frame);
    } else if (frame.src !== url.href) {
      frame.src = url.href;
    }
  }

  /** Only its own frame is heard, and only a height. */
  hear({ source, origin, data }) {
    if (!this.frame || source !== this.frame.contentWindow) return;
    if (origin !== new URL(this.frame.src).origin) return;
    const height = data?.brindille?.height;
    if (Number.isFinite(height)) this.frame.height = within(height);
  }
}

if (!customElements.get("brindille-carte")) customElements.define("brindille-carte", Carte);
