// Loads the small modules. Every page works without them; each looks for its own data attributes.
import { watchRows } from "./rows.js";
import { watchQuality } from "./quality.js";
import { watchKeys } from "./keys.js";
import { watchConfirm } from "./confirm.js";
import { watchCopy } from "./copy.js";
import { watchAutosave } from "./autosave.js";
import { watchCounters } from "./counter.js";
import { watchMenus } from "./menus.js";
import { watchPrint } from "./print.js";

watchRows();
watchQuality();
watchKeys();
watchConfirm();
watchCopy();
watchAutosave();
watchCounters();
watchMenus();
watchPrint();

document.querySelector("[data-focus-on-load]")?.focus();
