// The signal that ends a `fetch` which nobody answers. A telephone of some years ago has no
// AbortSignal.timeout, and the oldest televisions nothing of the kind: these wait as they always did.
"use strict";
function within(milliseconds) {
  if (!window.AbortController) return undefined;
  if (AbortSignal.timeout) return AbortSignal.timeout(milliseconds);
  var end = new AbortController();
  setTimeout(function () { end.abort(); }, milliseconds);
  return end.signal;
}
