"""侵权名录: a mirror of the published list of infringing firms; it warns and never stops anything."""
