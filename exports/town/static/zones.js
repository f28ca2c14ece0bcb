// Draw a zone: the map comes when it is reached. Without this, its positions are typed.

import { pick } from "../form/picker.js";

const form = document.querySelector("form.zone");
const picker = form.querySelector(".picker");
picker.hidden = false;
pick(picker, form);
