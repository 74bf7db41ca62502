// Photographs that wait on this phone until what they belong to is sent, each under its act's key.
"use strict";
const keptPhotos = (() => {
  const STORE = "photos";
  let opened = null;

  const done = (request) => new Promise((well, badly) => {
    request.onsuccess = () => well(request.result);
    request.onerror = () => badly(request.error);
  });

  function open() {
    opened ??= (() => {
      const asked = indexedDB.open("case-photos", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
      return done(asked);
    })();
    return opened;
  }

  async function ask(mode, what) {
    return done(what((await open()).transaction(STORE, mode).objectStore(STORE)));
  }

  // Its bytes are read now: the file they come from may be gone by then.
  async function put(key, file) {
    const photo = new Blob([await file.arrayBuffer()], { type: file.type });
    await ask("readwrite", (store) => store.put({ photo, name: file.name }, key));
  }

  const of = (key) => ask("readonly", (store) => store.get(key));
  const drop = (key) => ask("readwrite", (store) => store.delete(key));

  // What no act waits with any more does not stay on the phone.
  async function dropBut(keys) {
    for (const key of await ask("readonly", (store) => store.getAllKeys())) {
      if (!keys.includes(key)) await drop(key);
    }
  }

  return { put, of, drop, dropBut };
})();
