"""Report to spaCy Doc: the encoder, its heads, what decodes them."""
