"""Pages at /svara: a code, a language, one question at a time, a receipt."""
