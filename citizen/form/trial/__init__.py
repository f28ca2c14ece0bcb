"""A draft of a protocol, as residents will see it: looked at and tried before it is published."""
