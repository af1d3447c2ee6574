"""Launch: how and when the world hears of it."""
