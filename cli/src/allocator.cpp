// How jemalloc goes about the memory of a process that serves. Elsewhere nobody reads it.

extern "C" const char* malloc_conf;

// Pages of large answers, given back to the system and asked for again, cost more than what is in
// them; a minute is longer than the breaks of a test run. No huge pages: the zeroing of each stops
// the answers for milliseconds, which is then the 99th percentile.
const char* malloc_conf = "dirty_decay_ms:60000,muzzy_decay_ms:60000,thp:default";
