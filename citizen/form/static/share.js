// Where the phone has its own way to share, it takes the place of the letter.

for (const link of document.querySelectorAll("a[data-share]")) {
  if (!navigator.share) continue;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    navigator.share({ title: document.title, text: link.dataset.share, url: link.dataset.url }).catch(() => {}); // they thought better of it
  });
}
