"""Running an installation: make it, serve it, look after it, save it, move it on."""
