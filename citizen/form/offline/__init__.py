"""The form where there is no network: its pages kept on the phone, and what waits there."""
