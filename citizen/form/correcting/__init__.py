"""An author corrects what they sent, or proposes to once it was decided on; or takes it back."""
