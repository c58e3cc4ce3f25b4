// What every page has: nothing works only with it but what must be live.
