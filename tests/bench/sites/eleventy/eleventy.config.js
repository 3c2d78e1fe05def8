// Eleventy: Nunjucks, its own Markdown, our addresses and feeds.
const YEARS = new Intl.DateTimeFormat("en", { year: "numeric", timeZone: "Pacific/Auckland" });
const PAGE = 10;
const DAYS = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "Pacific/Auckland" });

module.exports = (config) => {
  const slug = config.getFilter("slugify");
  const posts = (api) => api.getFilteredByGlob("content/series-*/*.md").reverse();

  config.addGlobalData("site", {
    title: "Partwork",
    subtitle: "Cited, openly licensed series",
    url: "https://partwork.example",
  });
  config.addFilter("day", (date) => DAYS.format(date));
  config.addFilter("stamp", (date) => date.toISOString());
  config.addFilter("first", (listed, count) => listed.slice(0, count));
  config.addFilter("years", (listed) => Object.entries(Object.groupBy(listed, (post) => YEARS.format(post.date))).reverse());

  config.addCollection("posts", posts);
  const parts = (api) => Object.groupBy(posts(api), (post) => post.data.series_slug);
  config.addCollection("parts", parts);
  config.addCollection("series", (api) => Object.entries(parts(api)).map(([slug, listed]) => ({ slug, posts: listed })));
  const terms = (api, name) => {
    const found = new Map();
    for (const post of posts(api))
      for (const term of post.data[name])
        if (found.has(term)) found.get(term).push(post);
        else found.set(term, [post]);
    return [...found.keys()].sort().map((term) => ({ term, slug: slug(term), posts: found.get(term) }));
  };
  config.addCollection("topics", (api) => terms(api, "tags"));
  config.addCollection("authors", (api) => terms(api, "authors"));
  const pages = (listed) =>
    listed.flatMap((one) =>
      Array.from({ length: Math.ceil(one.posts.length / PAGE) }, (_, at) => ({
        ...one,
        posts: one.posts.slice(at * PAGE, (at + 1) * PAGE),
        number: at + 1,
        total: Math.ceil(one.posts.length / PAGE),
      })),
    );
  config.addCollection("topicPages", (api) => pages(terms(api, "tags")));
  config.addCollection("authorPages", (api) => pages(terms(api, "authors")));
  // On the front page: all series, or of many those of its posts.
  config.addFilter("featured", (series, listed) => {
    const shown = new Set(listed.map((post) => post.data.series_slug));
    return series.length <= PAGE ? series : series.filter((one) => shown.has(one.slug));
  });

  return { dir: { input: "content", includes: "../_includes" }, markdownTemplateEngine: false };
};
