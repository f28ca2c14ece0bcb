"""What the law has a town say of its service: who publishes, personal data, accessibility."""
