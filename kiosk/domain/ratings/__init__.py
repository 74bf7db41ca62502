"""Rules of 好差评: when a number may be rated, and which ratings are counted together."""
