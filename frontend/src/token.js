// The token stands in the address that `midcourse serve` printed; it leaves the address at once.

const PLACE = "midcourse.token";

let held = null;

export function token() {
  try {
    return localStorage.getItem(PLACE) ?? held;
  } catch {
    return held;
  }
}

function keep(found) {
  held = found;
  try {
    localStorage.setItem(PLACE, found);
  } catch {
    // without a store it is kept as long as the page is open
  }
}

/** Take the token out of the address. One that is held gives way only to one that the server takes; returns what went wrong, in words. */
export async function takeToken() {
  const words = new URLSearchParams(location.hash.slice(1));
  const found = words.get("token");
  if (!found) return null;
  words.delete("token");
  history.replaceState(null, "", words.size ? `#${words}` : location.pathname);
  const before = token();
  if (!before || before === found || (await taken(found))) {
    if (before !== found) keep(found);
    return null;
  }
  return "The token in the address is not this server's: the one that was held is kept.";
}

/** A write that changes nothing: is the token right? */
async function taken(found) {
  try {
    const [first] = await (await fetch("api/scenarios")).json();
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${found}` };
    return (await fetch("api/check", { method: "POST", headers, body: JSON.stringify({ scenario: first.id }) })).ok;
  } catch {
    return false;
  }
}
