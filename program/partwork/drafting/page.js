// Follows the server: what is wrong comes into the page, and a page of an older site loads itself again.
(() => {
  const { events, site } = document.currentScript.dataset;
  const room = document.createElement("partwork-panel");
  const shadow = room.attachShadow({ mode: "open" });
  let shown = "";

  const show = (panel) => {
    if (panel === shown) return;
    shown = panel;
    document.body.append(room);
    const open = shadow.querySelector("details")?.open;
    shadow.innerHTML = panel;
    // Whoever reads what is told goes on reading.
    if (open) shadow.querySelector("details")?.setAttribute("open", "");
    // What stands at the end of the page, and what a keyboard reaches there, is not to be hidden.
    const height = shadow.querySelector(".panel")?.offsetHeight;
    document.documentElement.style.scrollPaddingBottom = document.body.style.marginBottom = height ? `${height}px` : "";
  };

  const listen = () => {
    const source = new EventSource(events);
    source.onmessage = (message) => {
      const news = JSON.parse(message.data);
      if (news.site === site) return show(news.panel);
      source.close();
      location.reload();
    };
    // It calls again by itself, unless the browser has given up.
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
    };
  };

  // Before a page is whole, the browser does not know yet where in it we were.
  if (document.readyState === "complete") listen();
  else addEventListener("load", () => setTimeout(listen));
})();
