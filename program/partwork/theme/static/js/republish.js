// Copies the text of a field; without it, the field can be selected.
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies), status = button.nextElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = "Copied";
    } catch {
      status.textContent = document.execCommand("copy") ? "Copied" : "Press Ctrl+C to copy";
    }
  });
}
