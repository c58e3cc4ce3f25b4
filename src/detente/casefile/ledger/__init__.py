"""Words against deeds: every commitment and announced step, and what came of it."""
