"""The checks that national platforms run on a SINP file, before it is sent to them."""
