"""惠企政策: subsidies and rewards as rules in data, the public calculator, and claims on them."""
