/** Tells the page around how high this one is, so that it needs no scroll bar: a number, no more. */

if (window.parent !== window && !document.getElementById("map")) {
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    window.parent.postMessage({ brindille: { height } }, "*");
  };
  new ResizeObserver(tell).observe(document.body);
  tell();
}
