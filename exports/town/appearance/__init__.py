"""The town chooses its colour and its logo, and sees them before they are kept."""
