"""What the application sees of this feature."""

from __future__ import annotations

from matchmaker.web.feature import Feature

FEATURE = Feature(name="deals")
