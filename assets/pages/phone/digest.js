// SHA-256 (FIPS 180-4), for a page without the browser's own: that needs TLS, which a LAN has not.
"use strict";
const digest = (() => {
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((one) => n % one)) primes.push(n);
  const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
  const K = primes.map((one) => fraction(Math.cbrt(one)));
  const H = primes.slice(0, 8).map((one) => fraction(Math.sqrt(one)));
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  function sha256(ascii) {
    const words = [], bits = ascii.length * 8;
    const bytes = [...ascii].map((one) => one.charCodeAt(0)).concat(0x80);
    while (bytes.length % 64 !== 56) bytes.push(0);
    bytes.push(0, 0, 0, 0, bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255);
    for (let n = 0; n < bytes.length; n += 4) {
      words.push((bytes[n] << 24) | (bytes[n + 1] << 16) | (bytes[n + 2] << 8) | bytes[n + 3]);
    }
    let hash = H.slice();
    for (let at = 0; at < words.length; at += 16) {
      const w = words.slice(at, at + 16);
      let [a, b, c, d, e, f, g, h] = hash;
      for (let n = 0; n < 64; n += 1) {
        if (n >= 16) {
          const x = w[n - 15], y = w[n - 2];
          w[n] = (w[n - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[n - 7]
            + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0;
        }
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[n] + w[n]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      hash = hash.map((value, n) => (value + [a, b, c, d, e, f, g, h][n]) | 0);
    }
    return hash.map((value) => (value >>> 0).toString(16).padStart(8, "0")).join("");
  }

  return (text, rounds) => {
    let found = text;
    for (let n = 0; n < rounds; n += 1) found = sha256(found);
    return found;
  };
})();
