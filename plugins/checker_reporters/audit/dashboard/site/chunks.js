// Chunks of data: scripts, as a page opened from the file system may load nothing else.
"use strict";

const checker = { views: {} };

(() => {
  const loaded = new Map(); // name → promise of its content
  const arrived = new Map(); // name → content, between the script's call and its load event

  /** Take a chunk; the scripts in the folder `data` call this. */
  checker.chunk = (name, content) => {
    arrived.set(name, content);
  };

  /** Load a chunk by its name, once. */
  checker.load = (name) => {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `data/${name}.js`;
        script.onload = () => {
          script.remove();
          if (arrived.has(name)) resolve(arrived.get(name));
          else reject(new Error(`data/${name}.js`));
          arrived.delete(name);
        };
        script.onerror = () => {
          script.remove();
          loaded.delete(name);
          reject(new Error(`data/${name}.js`));
        };
        document.head.append(script);
      }));
    }
    return loaded.get(name);
  };

  /** Name the n-th chunk of a kind. */
  checker.nth = (kind, number) => `${kind}-${String(number).padStart(4, "0")}`;
})();
