"""An observation as its reader may know it: wholly, or as published."""
