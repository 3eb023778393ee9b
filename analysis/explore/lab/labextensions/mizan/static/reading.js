/* JupyterLab as Mizan opens it. Written by hand as the container that JupyterLab asks of a prebuilt extension: no build, no
   library. Each paragraph, heading and point of a text takes the direction of its own first letter, and drawings find their font. */
(() => {
  const told = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  const faces = { 400: "Regular", 600: "SemiBold" };
  const fonts = Object.entries(faces).map(([weight, name]) => `@font-face { font-family: "Mizan Sans"; font-weight: ${weight};
    src: url("${told.baseUrl}files/analysis/style/fonts/MizanSans-${name}.ttf"); }`);
  const css = `
    ${fonts.join("")}
    .jp-RenderedMarkdown :is(p, h1, h2, h3, h4, li, td, th, blockquote) { unicode-bidi: plaintext; text-align: start; }
    .jp-RenderedMarkdown :is(ul, ol) { list-style-position: inside; padding-inline: 1em; }
    .jp-RenderedMarkdown li::marker { content: "•\\00a0\\00a0"; }
    .mizan-explore { max-width: 1100px; font-family: "Mizan Sans", var(--jp-ui-font-family); }
    .mizan-explore .help { color: var(--jp-ui-font-color2); font-size: 12px; line-height: 1.5; }
    .mizan-explore .widget-html-content { line-height: 1.6; }
    .mizan-rtl { direction: rtl; text-align: right; }
    .mizan-fault { color: var(--jp-error-color1); font-weight: 600; }
  `;
  const modules = {
    "./style": () => {
      const sheet = document.createElement("style");
      sheet.textContent = css;
      document.head.append(sheet);
      return {};
    },
    "./extension": () => ({ __esModule: true, default: [{ id: "mizan:reading", autoStart: true, activate: () => undefined }] }),
  };
  window._JUPYTERLAB = window._JUPYTERLAB ?? {};
  window._JUPYTERLAB.mizan = {
    init: async () => undefined,
    get: async (name) => () => modules[name](),
  };
})();
