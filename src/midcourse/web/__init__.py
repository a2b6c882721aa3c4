"""The operations room: a server on this machine that calls what the command line calls."""
