// Chunks of data are scripts, because a page opened from the file system can load nothing else.
"use strict";

const checker = { views: {} };

(() => {
  const loaded = new Map(); // name → promise of its content
  const received = new Map(); // name → content, between the script's call and its load event

  /** Receive a chunk; called by the scripts in the folder `data`. */
  checker.chunk = (name, content) => {
    received.set(name, content);
  };

  /** Load a chunk by its name, once. */
  checker.load = (name) => {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `data/${name}.js`;
        script.onload = () => {
          script.remove();
          if (received.has(name)) resolve(received.get(name));
          else reject(new Error(`data/${name}.js`));
          received.delete(name);
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
  checker.chunkName = (kind, number) => `${kind}-${String(number).padStart(4, "0")}`;
})();
