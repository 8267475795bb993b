"""定价决策卷宗（尽职免责佐证）: how a unit came to a price, kept so that it can be shown later."""
