"""Officers and passphrases for tests; deriving keys is made cheap."""

from matchmaker.challenges.sealing.officers import Cost

CHEAP = Cost(passes=1, memory=8, lanes=1)
PASSPHRASES = {11: "first officer's words", 12: "second officer's words", 13: "third officer's words"}
