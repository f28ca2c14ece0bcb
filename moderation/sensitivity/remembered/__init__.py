"""What the rules rest on, looked up once for as long as they stand."""
