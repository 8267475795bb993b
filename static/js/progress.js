// A page that shows how far a piece of work is: every two seconds it asks for itself and takes over what its
// [data-progress] says; when the answer has none, the work is done and the page is opened anew.

const PAUSE = 2000;

async function look() {
  const place = document.querySelector("[data-progress]");
  if (!place) return;
  try {
    const response = await fetch(location.href, { credentials: "same-origin" });
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-progress]");
    if (!fresh) return void location.reload();
    if (place.innerHTML !== fresh.innerHTML) place.replaceChildren(...fresh.childNodes);
  } catch (error) {
    console.info("progress", error.message);
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
