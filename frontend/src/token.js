// The token stands in the address that `midcourse serve` printed; it leaves the address at once.

const PLACE = "midcourse.token";

export function takeToken() {
  const words = new URLSearchParams(location.hash.slice(1));
  const token = words.get("token");
  if (!token) return;
  words.delete("token");
  try {
    localStorage.setItem(PLACE, token);
  } catch {
    held = token;
  }
  history.replaceState(null, "", words.size ? `#${words}` : location.pathname);
}

let held = null;

export function token() {
  try {
    return localStorage.getItem(PLACE) ?? held;
  } catch {
    return held;
  }
}
