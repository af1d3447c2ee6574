// Every behavior of the pages; each is one small custom element in a file of its own.
import "./theme-switch.js";
import "./modal-dialog.js";
import "./menu-button.js";
import "./shortcuts.js";
import "./quick-note.js";
import "./submit-keys.js";
import "./keyboard-list.js";
import "./command-palette.js";
import "./toast-region.js";
import "./text-selection.js";
import "./note-list.js";
import "./live-progress.js";
import "./paste-rows.js";
import "./board-move.js";
import "./copy-text.js";
import "./file-drop.js";
import "./attach-files.js";
