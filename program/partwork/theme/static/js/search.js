// Shows the posts that have certain words. The index is asked for when somebody searches, not before.
const form = document.getElementById("search"), words = form.elements.q;
const found = document.getElementById("found"), results = document.getElementById("results");
let index, last = 0;

// An excerpt is HTML: its words are taken over, and which of them are marked, nothing else.
function copy(html) {
  const parts = new DOMParser().parseFromString(html, "text/html").body.childNodes;
  return [...parts].map((part) => {
    if (part.nodeName !== "MARK") return part.textContent;
    const mark = document.createElement("mark");
    mark.textContent = part.textContent;
    return mark;
  });
}

async function search() {
  const number = ++last, query = words.value.trim();
  const address = new URL(location.href);
  query ? address.searchParams.set("q", query) : address.searchParams.delete("q");
  history.replaceState(null, "", address);
  results.replaceChildren();
  found.textContent = "";
  if (!query) return;
  try {
    index ??= await import(new URL(form.dataset.index, location.href).href);
    const answer = await index.search(query);
    const posts = await Promise.all(answer.results.slice(0, 50).map((one) => one.data()));
    if (number !== last) return;
    const { none, one, many } = form.dataset, count = answer.results.length;
    found.textContent = count > 1 ? many.replace("#", count) : count ? one : none;
    for (const post of posts) {
      const item = document.createElement("li"), link = document.createElement("a");
      const text = document.createElement("p");
      item.className = "row";
      item.lang = post.meta.language ?? "";
      link.href = post.url;
      link.textContent = post.meta.title;
      text.append(...copy(post.excerpt));
      item.append(link, text);
      results.append(item);
    }
  } catch {
    index = undefined;
    found.textContent = form.dataset.failed;
  }
}

form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
words.value = new URLSearchParams(location.search).get("q") ?? "";
if (words.value) search();
