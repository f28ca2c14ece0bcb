"""What moderators do: observations are routed to queues, read, decided on."""
