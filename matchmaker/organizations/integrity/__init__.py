"""诚信记录, never public: an entry stands only after notice, a time to answer (申辩) and the bureau's decision."""
