"""Tables of states, bodies, offices and places, and how things are looked up in them."""
