// References at citations on hover and focus (WCAG 1.4.13); else links.
let link, box, timer;
const on = (type, act) => document.addEventListener(type, act);

const later = (act, delay) => {
  clearTimeout(timer);
  timer = setTimeout(act, delay);
};

const hide = () => {
  clearTimeout(timer);
  if (!box) return;
  link.removeAttribute("aria-describedby");
  box.remove();
  link = box = null;
};

const settle = () => {
  if (box && !link.matches(":hover, :focus-visible") && !box.matches(":hover, :focus-within")) hide();
};

const show = (next) => {
  clearTimeout(timer);
  const entry = document.getElementById(next.hash.slice(1));
  if (next === link || !entry?.showPopover) return;
  hide();
  link = next;
  box = Object.assign(document.createElement("div"), { id: "preview", className: "preview", popover: "manual" });
  box.append(...entry.cloneNode(true).childNodes);
  box.querySelectorAll(".backlink, .former").forEach((a) => a.remove());
  box.querySelectorAll("a").forEach((a) => (a.tabIndex = -1));
  link.after(box);
  link.setAttribute("aria-describedby", box.id);
  box.showPopover();

  const lines = [...link.getClientRects()], height = box.offsetHeight;
  const above = lines.at(-1).bottom + height > innerHeight && lines[0].top > height;
  const { left, top, bottom } = lines.at(above ? 0 : -1);
  const room = document.documentElement.clientWidth - box.offsetWidth - 16;
  box.style.top = `${scrollY + (above ? top - height : bottom)}px`;
  box.style.left = `${scrollX + Math.max(16, Math.min(left, room))}px`;
};

on("pointerover", ({ pointerType, target }) => {
  const over = pointerType !== "touch" && target.closest("a.citation");
  if (over && over !== link) later(() => show(over), 150);
  else later(settle, 300);
});
on("focusin", ({ target }) => target.matches("a.citation:focus-visible") && show(target));
on("focusout", () => later(settle, 50));
on("click", ({ target }) => target.closest("a.citation") && hide());
on("keydown", ({ key }) => {
  if (key !== "Escape" || !box) return;
  hide();
});
