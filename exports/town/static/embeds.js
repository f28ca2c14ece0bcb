// Copies a code, and says so; without a script the code is selected and copied by hand.

const form = document.querySelector("form[action='/ville/integrations']");
for (const radio of form.querySelectorAll("[name=kind]")) {
  radio.addEventListener("change", () => { // each kind has fields and a height of its own
    form.elements.height.disabled = true;
    form.requestSubmit();
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const box = document.getElementById(button.dataset.copy);
  const said = document.getElementById(`${button.dataset.copy}-said`);
  button.hidden = false;
  box.addEventListener("focus", () => box.select());
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(box.value);
      said.textContent = button.dataset.done;
    } catch { // refused, or no clipboard outside https
      box.focus();
      box.select();
      said.textContent = button.dataset.refused;
    }
  });
}
