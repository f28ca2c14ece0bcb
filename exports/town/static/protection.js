// The name of a taxon to protect is proposed as one types it; without JavaScript the page asks which.

import { combobox } from "../form/taxa.js";

for (const box of document.querySelectorAll(".combobox")) combobox(box);
