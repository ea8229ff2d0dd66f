// What the browser remembers; where it may not, the page remembers until it is closed.

const memory = new Map();

/** Whether what is kept outlives the page. */
export let lasting = true;

export function recall(key, otherwise) {
  try {
    const text = localStorage.getItem(`murel.${key}`);
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return memory.get(key) ?? otherwise;
  }
}

export function keep(key, value) {
  memory.set(key, value);
  try {
    localStorage.setItem(`murel.${key}`, JSON.stringify(value));
  } catch {
    lasting = false;
  }
}
