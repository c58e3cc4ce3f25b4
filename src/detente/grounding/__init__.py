"""Doc -> header, times, places, actors: what words point at in the world."""
