"""Who and what is let in: host names, logins, forged requests, sizes; and what a browser may do
with a page."""
